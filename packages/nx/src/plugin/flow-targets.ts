import type { TargetConfiguration } from '@nx/devkit';
import type { FlowFile, FlowProject } from './flow-project';
import type { TargetInputs } from './target-inputs';

export type FlowTarget =
  | 'run'
  | 'resume'
  | 'show'
  | 'check'
  | 'test'
  | 'compile'
  | 'airflow-create'
  | 'airflow-deploy'
  | 'airflow-trigger'
  | 'airflow-list-runs'
  | 'airflow-status'
  | 'airflow-logs'
  | 'airflow-terminate'
  | 'airflow-suspend'
  | 'airflow-unsuspend'
  | 'airflow-delete'
  | 'list'
  | 'logs'
  | 'dump'
  | 'tag'
  | 'card-list'
  | 'card-view';

export interface FlowTargetContext {
  readonly inputs: TargetInputs;
  /** The DAG is a pure function of the inputs: see `mayComputeDefault` and `mayBelongToProject`. */
  readonly dagIsPure: boolean;
}

/** Relative to the workspace root: what `compile` and `airflow-create` write goes into one folder per flow below it. */
const output = 'dist/flows';

/** Variables that add decorators to a DAG. */
const decospecVariables = ['METAFLOW_DECOSPECS', 'METAFLOW_AIRFLOW_CREATE_DECOSPECS', 'METAFLOW_DEFAULT_DECOSPECS'].map(
  (env) => ({ env }),
);

/**
 * The targets of a project with flows. With one flow they are bound to it. With several, a configuration for each flow chooses one
 * (`nx run ads:run:train`); without a configuration, `check`, `compile` and `airflow-create` take all of them.
 */
export function flowTargets(
  { flows, specs }: FlowProject,
  { inputs, dagIsPure }: FlowTargetContext,
): Partial<Record<FlowTarget, TargetConfiguration>> {
  const files = (chosen: readonly FlowFile[]) => ({ files: chosen.map(({ file }) => file) });
  const sources = (chosen: readonly FlowFile[]) => ({ flows: chosen.map(({ file, name }) => ({ file, name })) });
  const outputs = (...paths: string[]) =>
    flows.flatMap(({ name }) => paths.map((path) => `{options.output}/${name}/${path}`));

  return {
    run: {
      executor: '@mf/nx:run',
      ...oneFlow(flows),
      ...about('Run the flow on this machine.', 'run', { args: ['--max-workers=4'] }),
    },
    resume: {
      executor: '@mf/nx:resume',
      ...oneFlow(flows),
      ...about('Continue a failed run, local or from Airflow, on this machine.', 'resume', {
        args: ['--runId=airflow-ec19e85042a1'],
      }),
    },
    show: {
      executor: '@mf/nx:show',
      ...oneFlow(flows),
      ...about('Print the steps of the flow, their docs and edges.', 'show'),
    },
    check: {
      executor: '@mf/nx:check',
      options: files(flows),
      ...configurations(flows, (flow) => files([flow])),
      cache: true,
      inputs: inputs.production,
      outputs: [],
      ...about('Print every error of the flow at once.', 'check'),
    },
    ...(specs.length > 0 && {
      test: {
        executor: '@mf/nx:test',
        options: { files: specs },
        cache: true,
        inputs: inputs.test,
        outputs: [],
        ...about("Run the specs of the flow with Node's own test runner.", 'test'),
      },
    }),
    compile: {
      executor: '@mf/nx:compile',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      cache: true,
      inputs: inputs.production,
      // Not the whole folder: airflow-create writes below it, and restoring an output removes all that the output covers.
      outputs: outputs('*.json', '*.mjs', '*.mjs.map'),
      ...about('Write the IR and the bundle of the flow.', 'compile'),
    },
    'airflow-create': {
      executor: '@mf/nx:airflow-create',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      ...(dagIsPure && {
        cache: true,
        inputs: [...inputs.production, ...decospecVariables],
        outputs: outputs('airflow'),
      }),
      ...about('Compile the flow to an Airflow DAG file.', 'airflow create', { options: { with: ['retry'] } }),
    },
    'airflow-deploy': onAirflow('deploy', 'Put the flow on Airflow.', flows, ['--to=dags']),
    'airflow-trigger': onAirflow('trigger', 'Start a run of the deployed flow.', flows, ['--wait']),
    'airflow-list-runs': onAirflow('list-runs', 'List the runs of the deployed flow.', flows, ['--limit=3']),
    'airflow-status': onAirflow('status', 'Show how the deployed flow and a run of it stand.', flows, ['--json']),
    'airflow-logs': onAirflow('logs', 'Print what Airflow has logged of a run.', flows, ['--follow']),
    'airflow-terminate': onAirflow('terminate', 'End a run of the deployed flow.', flows, [
      '--runId=airflow-ec19e85042a1',
    ]),
    'airflow-suspend': onAirflow('suspend', 'Begin no more runs of the deployed flow.', flows),
    'airflow-unsuspend': onAirflow('unsuspend', 'Let runs of the deployed flow begin again.', flows),
    'airflow-delete': onAirflow('delete', 'Delete the deployed flow.', flows, ['--to=dags']),
    list: lookingAtRuns('list', 'List the runs of the flow.', flows, ['--limit=3']),
    logs: lookingAtRuns('logs', 'Print what the tasks of a run printed.', flows, ['--follow']),
    dump: lookingAtRuns('dump', 'Print the artifacts of the tasks of a run.', flows, ['--include=alpha,score']),
    tag: lookingAtRuns('tag', 'Change and list the tags of a run.', flows, ['--add=reviewed']),
    'card-list': lookingAtRuns('card-list', 'List the cards of the tasks of a run.', flows, ['--json']),
    'card-view': lookingAtRuns('card-view', 'View a card of a task.', flows, ['--id=report']),
  };
}

/** A target that looks at runs of the flow. What runs there are is no input of anything: it is never cached. */
function lookingAtRuns(
  executor: string,
  description: string,
  flows: readonly FlowFile[],
  args: string[],
): TargetConfiguration {
  return {
    executor: `@mf/nx:${executor}`,
    ...oneFlow(flows),
    ...about(description, executor.replace('-', ' '), { args }),
  };
}

/** A target that is about the deployed flow. What Airflow does is no input of anything: it is never cached. */
function onAirflow(
  command: string,
  description: string,
  flows: readonly FlowFile[],
  args: string[] = [],
): TargetConfiguration {
  return {
    executor: `@mf/nx:airflow-${command}`,
    ...oneFlow(flows),
    ...about(description, `airflow ${command}`, args.length > 0 ? { args } : {}),
  };
}

/** Targets that take one flow have it as their option, or let a configuration choose it. */
function oneFlow(flows: readonly FlowFile[]): Pick<TargetConfiguration, 'options' | 'configurations'> {
  return flows.length === 1 ? { options: { file: flows[0]!.file } } : configurations(flows, ({ file }) => ({ file }));
}

function configurations(
  flows: readonly FlowFile[],
  options: (flow: FlowFile) => object,
): Pick<TargetConfiguration, 'configurations'> {
  if (flows.length === 1) return {};
  return { configurations: Object.fromEntries(flows.map((flow) => [flow.configuration, options(flow)])) };
}

function about(
  description: string,
  command: string,
  example: { options?: Record<string, unknown>; args?: string[] } = {},
): Pick<TargetConfiguration, 'metadata'> {
  return {
    metadata: { technologies: ['metaflow'], description, help: { command: `npx mf ${command} --help`, example } },
  };
}
