import type { TargetConfiguration } from '@nx/devkit';
import { dagVariables, decospecVariables } from './dag-variables';
import type { FlowFile, FlowProject } from './flow-project';
import type { TargetInputs } from './target-inputs';

/** Every target that is inferred, in the order that a user meets them. */
export const flowTargetNames = [
  'run',
  'resume',
  'show',
  'check',
  'test',
  'compile',
  'image',
  'deploy',
  'undeploy',
  'rollback',
  'airflow-create',
  'airflow-deploy',
  'airflow-trigger',
  'airflow-list-runs',
  'airflow-status',
  'airflow-logs',
  'airflow-terminate',
  'airflow-suspend',
  'airflow-unsuspend',
  'airflow-delete',
  'kubernetes-list',
  'kubernetes-kill',
  'list',
  'logs',
  'dump',
  'tag',
  'card-list',
  'card-view',
] as const;

export type FlowTarget = (typeof flowTargetNames)[number];

export interface FlowTargetContext {
  readonly inputs: TargetInputs;
  /** The DAG is a pure function of the inputs: see `mayComputeDefault` and `mayBelongToProject`. */
  readonly dagIsPure: boolean;
  /** Names of the environments that flows are deployed to. */
  readonly environments: readonly string[];
}

/** Relative to the workspace root: what `compile`, `image` and `airflow-create` write goes into one folder per flow below it. */
const output = 'dist/flows';

const variables = (names: readonly string[]) => names.map((env) => ({ env }));
const decospecInputs = variables(decospecVariables);
const dagInputs = variables(dagVariables);

/** Libraries that have to be built are, before a flow with them is bundled. Nx leaves out those without such a target. */
const dependsOn = ['^build'];

/**
 * The targets of a project with flows. With one flow they are bound to it. With several, a configuration for each flow chooses one
 * (`nx run ads:run:train`); without a configuration, `check`, `compile`, `image` and `airflow-create` take all of them. The configurations
 * of `deploy`, `undeploy` and `rollback` are environments: these take all flows.
 */
export function flowTargets(
  { flows, specs }: FlowProject,
  { inputs, dagIsPure, environments }: FlowTargetContext,
): Partial<Record<FlowTarget, TargetConfiguration>> {
  const sources = (chosen: readonly FlowFile[]) => ({ flows: chosen.map(({ file, name }) => ({ file, name })) });
  const outputs = (...paths: string[]) =>
    flows.flatMap(({ name }) => paths.map((path) => `{options.output}/${name}/${path}`));
  const all = checked(flows);
  /** A target about one flow. What runs and what Airflow does are no inputs of anything: it is never cached. */
  const ofOneFlow = (target: FlowTarget): TargetConfiguration => ({
    executor: `@mf/nx:${target}`,
    ...oneFlow(flows),
    metadata: metadata[target],
  });

  /** A target about an environment, which is the configuration: for all flows, and never cached, for others deploy there, too. */
  const inEnvironment = (target: FlowTarget): TargetConfiguration => ({
    executor: `@mf/nx:${target}`,
    options: { files: flows.map(({ file }) => file) },
    ...(environments.length > 0 && {
      configurations: Object.fromEntries(environments.map((environment) => [environment, { environment }])),
    }),
    metadata: metadata[target],
  });

  return {
    run: { ...ofOneFlow('run'), dependsOn },
    resume: { ...ofOneFlow('resume'), dependsOn },
    show: ofOneFlow('show'),
    check: {
      executor: '@mf/nx:check',
      options: all,
      ...configurations(flows, (flow) => checked([flow])),
      dependsOn,
      cache: true,
      inputs: [
        ...inputs.production,
        ...decospecInputs,
        ...(all.namesakes ?? []).map((file) => `{workspaceRoot}/${file}`),
      ],
      outputs: [],
      metadata: metadata.check,
    },
    ...(specs.length > 0 && {
      test: {
        executor: '@mf/nx:test',
        options: { files: specs },
        dependsOn,
        cache: true,
        inputs: inputs.test,
        outputs: [],
        metadata: metadata.test,
      },
    }),
    compile: {
      executor: '@mf/nx:compile',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      dependsOn,
      cache: true,
      inputs: inputs.production,
      // Not the whole folder: airflow-create writes below it, and restoring an output removes all that the output covers.
      outputs: outputs('*.json', '*.mjs', '*.mjs.map'),
      metadata: metadata.compile,
    },
    // Not cached: a push is for the registry, and to make an image again costs less than to keep it twice.
    image: {
      executor: '@mf/nx:image',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      dependsOn,
      inputs: inputs.production,
      outputs: outputs('image'),
      metadata: metadata.image,
    },
    deploy: { ...inEnvironment('deploy'), dependsOn },
    undeploy: inEnvironment('undeploy'),
    rollback: inEnvironment('rollback'),
    'airflow-create': {
      executor: '@mf/nx:airflow-create',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      dependsOn,
      ...(dagIsPure && {
        cache: true,
        inputs: [...inputs.production, ...dagInputs],
        outputs: outputs('airflow'),
      }),
      metadata: metadata['airflow-create'],
    },
    'airflow-deploy': { ...ofOneFlow('airflow-deploy'), dependsOn },
    'airflow-trigger': ofOneFlow('airflow-trigger'),
    'airflow-list-runs': ofOneFlow('airflow-list-runs'),
    'airflow-status': ofOneFlow('airflow-status'),
    'airflow-logs': ofOneFlow('airflow-logs'),
    'airflow-terminate': ofOneFlow('airflow-terminate'),
    'airflow-suspend': ofOneFlow('airflow-suspend'),
    'airflow-unsuspend': ofOneFlow('airflow-unsuspend'),
    'airflow-delete': ofOneFlow('airflow-delete'),
    'kubernetes-list': ofOneFlow('kubernetes-list'),
    'kubernetes-kill': ofOneFlow('kubernetes-kill'),
    list: ofOneFlow('list'),
    logs: ofOneFlow('logs'),
    dump: ofOneFlow('dump'),
    tag: ofOneFlow('tag'),
    'card-list': ofOneFlow('card-list'),
    'card-view': ofOneFlow('card-view'),
  };
}

/** Options of `check`: the flows, and those that they are compared with. */
function checked(flows: readonly FlowFile[]): { files: string[]; namesakes?: string[] } {
  const namesakes = [...new Set(flows.flatMap((flow) => flow.namesakes ?? []))];
  return { files: flows.map(({ file }) => file), ...(namesakes.length > 0 && { namesakes }) };
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

/** What Nx Console and `nx show project` tell of each target: one object for all flows, since Nx holds it once for each of them. */
const metadata: Readonly<Record<FlowTarget, NonNullable<TargetConfiguration['metadata']>>> = {
  run: about('Run the flow on this machine.', 'run', { args: ['--max-workers=4'] }),
  resume: about('Continue a failed run, local or from Airflow, on this machine.', 'resume', {
    args: ['--runId=airflow-ec19e85042a1'],
  }),
  show: about('Print the steps of the flow, their docs and edges.', 'show'),
  check: about('Print every error of the flow at once.', 'check', { args: ['--on=airflow'] }),
  test: about("Run the specs of the flow with Node's own test runner.", 'test'),
  compile: about('Write the IR and the bundle of the flow.', 'compile'),
  image: about('Make the container image of the flow.', 'image', { args: ['--push=registry.example.com/team/flows'] }),
  deploy: about('Deploy what has changed of the flow to an environment.', 'deploy', {
    args: ['-c', 'staging', '--dryRun'],
  }),
  undeploy: about('Remove the flow from an environment.', 'undeploy', { args: ['-c', 'staging'] }),
  rollback: about('Put the previous deployment of the flow back into an environment.', 'rollback', {
    args: ['-c', 'production'],
  }),
  'airflow-create': about('Compile the flow to an Airflow DAG file.', 'airflow create', {
    options: { with: ['retry'] },
  }),
  'airflow-deploy': about('Put the flow on Airflow.', 'airflow deploy', { args: ['--to=dags'] }),
  'airflow-trigger': about('Start a run of the deployed flow.', 'airflow trigger', { args: ['--wait'] }),
  'airflow-list-runs': about('List the runs of the deployed flow.', 'airflow list-runs', { args: ['--limit=3'] }),
  'airflow-status': about('Show how the deployed flow and a run of it stand.', 'airflow status', { args: ['--json'] }),
  'airflow-logs': about('Print what Airflow has logged of a run.', 'airflow logs', { args: ['--follow'] }),
  'airflow-terminate': about('End a run of the deployed flow.', 'airflow terminate', {
    args: ['--runId=airflow-ec19e85042a1'],
  }),
  'airflow-suspend': about('Begin no more runs of the deployed flow.', 'airflow suspend'),
  'airflow-unsuspend': about('Let runs of the deployed flow begin again.', 'airflow unsuspend'),
  'airflow-delete': about('Delete the deployed flow.', 'airflow delete', { args: ['--to=dags'] }),
  'kubernetes-list': about('List the pods of the flow.', 'kubernetes list', { args: ['--my-runs'] }),
  'kubernetes-kill': about('End the pods of the flow.', 'kubernetes kill', { args: ['--my-runs'] }),
  list: about('List the runs of the flow.', 'list', { args: ['--limit=3'] }),
  logs: about('Print what the tasks of a run printed.', 'logs', { args: ['--follow'] }),
  dump: about('Print the artifacts of the tasks of a run.', 'dump', { args: ['--include=alpha,score'] }),
  tag: about('Change and list the tags of a run.', 'tag', { args: ['--add=reviewed'] }),
  'card-list': about('List the cards of the tasks of a run.', 'card list', { args: ['--json'] }),
  'card-view': about('View a card of a task.', 'card view', { args: ['--id=report'] }),
};

function about(
  description: string,
  command: string,
  example: { options?: Record<string, unknown>; args?: string[] } = {},
): NonNullable<TargetConfiguration['metadata']> {
  return { technologies: ['metaflow'], description, help: { command: `npx mf ${command} --help`, example } };
}
