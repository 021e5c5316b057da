/** Where a flow can run. On Airflow the second part says what carries a task out. */
export const backEnds = ['local', 'airflow/process', 'airflow/docker', 'airflow/kubernetes'] as const;
export type BackEnd = (typeof backEnds)[number];

/** How a back end is called in a sentence. */
export const backEndTitles: Readonly<Record<BackEnd, string>> = {
  local: 'this machine',
  'airflow/process': 'Airflow with compute=process',
  'airflow/docker': 'Airflow with compute=docker',
  'airflow/kubernetes': 'Airflow with compute=kubernetes',
};

export const features = [
  'linear',
  'static split',
  'foreach',
  'switch',
  'recursion',
  'retry',
  'timeout',
  'environment',
  'catch',
  'card',
  'resources',
  'kubernetes',
  'secrets',
  'project',
  'trigger',
  'trigger on finish',
  'options of Argo',
  'event that is no asset',
  'exit hook',
  'schedule',
  'started by itself with a required parameter',
] as const;
export type Feature = (typeof features)[number];

/** Why a back end cannot do something: the end of a sentence that begins with the feature, and what to do instead. */
export interface Unsupported {
  readonly reason: string;
  readonly advice: string;
}
export type Support = 'supported' | Unsupported;

const deployInPods =
  'Deploy with `--compute=kubernetes`, or remove it; `@resources` can stay, for whatever the flow runs on.';

/** What Airflow can do, with a Node process on its worker. */
const onAirflow: Readonly<Record<Feature, Support>> = {
  linear: 'supported',
  'static split': 'supported',
  foreach: 'supported',
  switch: 'supported',
  recursion: 'supported',
  retry: 'supported',
  timeout: 'supported',
  environment: 'supported',
  catch: 'supported',
  card: 'supported',
  resources: 'supported',
  kubernetes: {
    reason: 'cannot be kept with compute=process: the step would run on the worker itself',
    advice: deployInPods,
  },
  secrets: 'supported',
  project: 'supported',
  trigger: 'supported',
  'trigger on finish': 'supported',
  'options of Argo': {
    reason: 'have no meaning on Airflow: they are for Argo',
    advice: 'Remove them from the flow.',
  },
  'event that is no asset': {
    reason: 'would not be the name of an asset as it is: Airflow changes or refuses it',
    advice:
      'Use up to 1500 ASCII characters without spaces; if it is a URI, without a query, a fragment, a user or a / at its end, and not of the scheme airflow.',
  },
  'exit hook': 'supported',
  schedule: 'supported',
  'started by itself with a required parameter': {
    reason: 'cannot run: when Airflow starts a run by itself, nobody is there to give the value',
    advice: 'Give the parameter a default, or let an event of @trigger set it and remove @schedule.',
  },
};

/** What each back end can and cannot do. `check`, the printers, the tests and the documentation all read this one table. */
export const capabilities: Readonly<Record<BackEnd, Readonly<Record<Feature, Support>>>> = {
  local: {
    linear: 'supported',
    'static split': 'supported',
    foreach: 'supported',
    switch: 'supported',
    recursion: 'supported',
    retry: 'supported',
    timeout: 'supported',
    environment: 'supported',
    catch: 'supported',
    card: 'supported',
    resources: 'supported',
    kubernetes: 'supported',
    secrets: 'supported',
    project: 'supported',
    trigger: 'supported',
    'trigger on finish': 'supported',
    'options of Argo': 'supported',
    'event that is no asset': 'supported',
    'exit hook': 'supported',
    schedule: 'supported',
    'started by itself with a required parameter': 'supported',
  },
  'airflow/process': onAirflow,
  'airflow/docker': {
    ...onAirflow,
    kubernetes: {
      reason: 'cannot be kept with compute=docker: the step would run in a container of a Docker daemon',
      advice: deployInPods,
    },
  },
  'airflow/kubernetes': { ...onAirflow, kubernetes: 'supported' },
};
