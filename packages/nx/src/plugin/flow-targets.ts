import type { TargetConfiguration } from '@nx/devkit';
import { dagSettingsInput } from './dag-settings';
import { decospecVariables } from './dag-variables';
import type { FlowFile, FlowProject } from './flow-project';
import { describeTarget } from './target-descriptions';
import type { TargetInputs } from './target-inputs';
import { type FlowTarget, flowTargetNames } from './target-names';

export interface FlowTargetContext {
  readonly inputs: TargetInputs;
  /** The DAG is a pure function of the inputs: see `mayComputeDefault` and `mayBelongToProject`. */
  readonly dagIsPure: boolean;
  /** Names of the environments that flows are deployed to. */
  readonly environments: readonly string[];
  /** Whether targets say what they are for. */
  readonly isDescribed: boolean;
}

/** Relative to the workspace root: what `compile`, `image` and `airflow-create` write goes into one folder per flow below it. */
const output = 'dist/flows';

const decospecInputs = decospecVariables.map((env) => ({ env }));

/** What all flows have in common: for Nx, which makes its own of it, one object does for all. */
const bare = Object.fromEntries(
  flowTargetNames.map((target) => [target, { executor: `@mf/nx:${target}` }]),
) as Readonly<Record<FlowTarget, TargetConfiguration>>;

/** Libraries that have to be built are, before a flow with them is bundled. Nx leaves out those without such a target. */
const dependsOn = ['^build'];

/**
 * The targets of a project with flows. Nx merges, checks and writes down every property of every target in each command, so those about one
 * flow have no options: they find the only flow of their project (`chosenFlow`). With several, a configuration for each flow chooses one
 * (`nx run ads:run:train`); without a configuration, `check`, `compile`, `image` and `airflow-create` take all of them. The configurations
 * of `deploy`, `undeploy` and `rollback` are environments: these take all flows.
 */
export function flowTargets(
  { flows, specs }: FlowProject,
  { inputs, dagIsPure, environments, isDescribed }: FlowTargetContext,
): Partial<Record<FlowTarget, TargetConfiguration>> {
  const sources = (chosen: readonly FlowFile[]) => ({ flows: chosen.map(({ file, name }) => ({ file, name })) });
  const outputs = (...paths: string[]) =>
    flows.flatMap(({ name }) => paths.map((path) => `{options.output}/${name}/${path}`));
  const all = checked(flows);
  /** A target about one flow. What runs and what Airflow does are no inputs of anything: it is never cached. */
  const ofOneFlow = (target: FlowTarget): TargetConfiguration =>
    flows.length === 1 ? bare[target] : { ...bare[target], ...configurations(flows, ({ file }) => ({ file })) };

  /** A target about an environment, which is the configuration: for all flows, and never cached, for others deploy there, too. */
  const inEnvironment = (target: FlowTarget): TargetConfiguration => ({
    ...bare[target],
    ...(environments.length > 0 && {
      configurations: Object.fromEntries(environments.map((environment) => [environment, { environment }])),
    }),
  });

  const targets: Partial<Record<FlowTarget, TargetConfiguration>> = {
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
    },
    ...(specs.length > 0 && {
      test: {
        executor: '@mf/nx:test',
        options: { files: specs },
        dependsOn,
        cache: true,
        inputs: inputs.test,
        outputs: [],
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
    },
    // Not cached, and so without inputs: a push is for the registry, and to make an image again costs less than to keep it twice.
    image: {
      executor: '@mf/nx:image',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      dependsOn,
      outputs: outputs('image'),
    },
    deploy: { ...inEnvironment('deploy'), options: { files: flows.map(({ file }) => file) }, dependsOn },
    undeploy: inEnvironment('undeploy'),
    rollback: inEnvironment('rollback'),
    'airflow-create': {
      executor: '@mf/nx:airflow-create',
      options: { ...sources(flows), output },
      ...configurations(flows, (flow) => sources([flow])),
      dependsOn,
      ...(dagIsPure && {
        cache: true,
        inputs: [...inputs.production, dagSettingsInput],
        outputs: outputs('airflow'),
      }),
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
  if (isDescribed) {
    for (const [name, target] of Object.entries(targets))
      targets[name as FlowTarget] = { ...target, metadata: describeTarget(name as FlowTarget) };
  }
  return targets;
}

/** Options of `check`: the flows, and those that they are compared with. */
function checked(flows: readonly FlowFile[]): { files: string[]; namesakes?: string[] } {
  const namesakes = [...new Set(flows.flatMap((flow) => flow.namesakes ?? []))];
  return { files: flows.map(({ file }) => file), ...(namesakes.length > 0 && { namesakes }) };
}

function configurations(
  flows: readonly FlowFile[],
  options: (flow: FlowFile) => object,
): Pick<TargetConfiguration, 'configurations'> {
  if (flows.length === 1) return {};
  return { configurations: Object.fromEntries(flows.map((flow) => [flow.configuration, options(flow)])) };
}
