import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mf } from './mf-command';
import { suite } from './suite';

/** Every DAG of the suite: the flow it is made of, and the options of `mf airflow create`. */
export const dags = {
  ParameterFlow: { file: 'apps/parameter-flow/src/parameter.flow.ts', options: ['--with=retry', '--tag', 'nightly'] },
  DeploymentInfoFlow: { file: 'apps/deployment-info-flow/src/deployment-info.flow.ts', options: [] },
  HourlyFlow: { file: 'apps/hourly-flow/src/hourly.flow.ts', options: [] },
  DebugFlow: { file: 'apps/debug-flow/src/debug.flow.ts', options: [] },
  MovieStatsFlow: { file: 'apps/movie-stats-flow/src/movie-stats.flow.ts', options: ['--max-workers', '7'] },
  ParamsFlow: { file: 'e2e/airflow/flows/params.flow.ts', options: [] },
  TextFlow: { file: 'e2e/airflow/flows/text.flow.ts', options: [] },
  RetryFlow: { file: 'e2e/airflow/flows/retry.flow.ts', options: ['--with=retry:times=1,minutes_between_retries=0'] },
  RerunFlow: { file: 'e2e/airflow/flows/rerun.flow.ts', options: [] },
  Exit99Flow: { file: 'e2e/airflow/flows/exit-99.flow.ts', options: [] },
  SlowFlow: { file: 'e2e/airflow/flows/slow.flow.ts', options: [] },
  NestedFlow: { file: 'e2e/airflow/flows/shapes/nested.flow.ts', options: [] },
  ThreeLevelsFlow: { file: 'e2e/airflow/flows/shapes/three-levels.flow.ts', options: [] },
  LoopFlow: { file: 'e2e/airflow/flows/shapes/loop.flow.ts', options: [] },
  SwitchesFlow: { file: 'e2e/airflow/flows/shapes/switches.flow.ts', options: [] },
  ItemFailsFlow: { file: 'e2e/airflow/flows/shapes/item-fails.flow.ts', options: [] },
  ChangeOfMindFlow: { file: 'e2e/airflow/flows/shapes/change-of-mind.flow.ts', options: [] },
  BodyFlow: { file: 'e2e/airflow/flows/shapes/body.flow.ts', options: [] },
  ItemSwitchFlow: { file: 'e2e/airflow/flows/shapes/item-switch.flow.ts', options: [] },
  SizesFlow: { file: 'e2e/airflow/flows/shapes/sizes.flow.ts', options: [] },
  FourLevelsFlow: { file: 'e2e/airflow/flows/shapes/four-levels.flow.ts', options: [] },
  FansFlow: { file: 'e2e/airflow/flows/shapes/fans.flow.ts', options: [] },
  SwitchFanFlow: { file: 'e2e/airflow/flows/shapes/switch-fan.flow.ts', options: [] },
  RoundsFlow: { file: 'e2e/airflow/flows/shapes/rounds.flow.ts', options: [] },
  ItemRoundsFlow: { file: 'e2e/airflow/flows/shapes/item-rounds.flow.ts', options: [] },
  SplitRoundsFlow: { file: 'e2e/airflow/flows/shapes/split-rounds.flow.ts', options: [] },
  BranchSwitchFlow: { file: 'e2e/airflow/flows/shapes/branch-switch.flow.ts', options: [] },
  MergeFlow: { file: 'e2e/airflow/flows/shapes/merge.flow.ts', options: [] },
  WideFlow: { file: 'e2e/airflow/flows/shapes/wide.flow.ts', options: ['--max-workers', '2'] },
  ResizedFlow: { file: 'e2e/airflow/flows/shapes/resized.flow.ts', options: [] },
  ResizedWaysFlow: { file: 'e2e/airflow/flows/shapes/resized-ways.flow.ts', options: [] },
  InnerChangeFlow: { file: 'e2e/airflow/flows/shapes/inner-change.flow.ts', options: [] },
  CaughtFlow: { file: 'e2e/airflow/flows/decorated/caught.flow.ts', options: [] },
  RetriesFlow: { file: 'e2e/airflow/flows/decorated/retries.flow.ts', options: [] },
  TooLateFlow: { file: 'e2e/airflow/flows/decorated/too-late.flow.ts', options: [] },
  EnvironmentFlow: { file: 'e2e/airflow/flows/decorated/environment.flow.ts', options: [] },
  'proof.user.ana.ProjectFlow': {
    file: 'e2e/airflow/flows/decorated/project.flow.ts',
    options: ['--tag', '{{ 7*7 }} $(id)', '--tag', 'b'],
  },
  InheritedFlow: { file: 'e2e/metaflow-client/flows/inherited.flow.ts', options: [] },
  MarkedEndsFlow: { file: 'e2e/metaflow-client/flows/marked-ends.flow.ts', options: [] },
  SingleStepFlow: { file: 'e2e/metaflow-client/flows/single-step.flow.ts', options: [] },
  TimedFlow: { file: 'e2e/metaflow-client/flows/timed.flow.ts', options: [] },
  CardsFlow: { file: 'e2e/metaflow-client/flows/cards.flow.ts', options: [] },
  ValuesFlow: { file: 'e2e/metaflow-client/values/values.flow.ts', options: [] },
  TooWideFlow: { file: 'e2e/airflow/flows/shapes/too-wide.flow.ts', options: [] },
  UpstreamFlow: { file: 'e2e/airflow/flows/events/upstream.flow.ts', options: [] },
  AfterFlow: { file: 'e2e/airflow/flows/events/after.flow.ts', options: [] },
  OnEventFlow: { file: 'e2e/airflow/flows/events/on-event.flow.ts', options: [] },
  EventOrClockFlow: { file: 'e2e/airflow/flows/events/event-or-clock.flow.ts', options: [] },
  HooksFlow: { file: 'e2e/airflow/flows/events/hooks.flow.ts', options: [] },
  'events.test.b1.BranchFlow': { file: 'e2e/airflow/flows/events/branch.flow.ts', options: ['--branch', 'b1'] },
  'events.test.b1.AllEventsFlow': { file: 'e2e/airflow/flows/events/all-events.flow.ts', options: ['--branch', 'b1'] },
  QueuedFlow: { file: 'e2e/airflow/flows/events/queued.flow.ts', options: [] },
  LateFlow: { file: 'e2e/airflow/flows/events/late.flow.ts', options: ['--workflow-timeout', '5'] },
  InputsFlow: {
    file: 'e2e/airflow/flows/inputs.flow.ts',
    options: ['--config-value', 'settings', '{"rows": 7, "text": "{{ 7*7 }} é"}'],
  },
  InS3: { file: 'apps/debug-flow/src/debug.flow.ts', options: ['--name', 'InS3'] },
  InService: { file: 'e2e/airflow/flows/shapes/item-fails.flow.ts', options: ['--name', 'InService'] },
  NoDatastore: { file: 'apps/parameter-flow/src/parameter.flow.ts', options: ['--name', 'NoDatastore'] },
} as const;
export type DagId = keyof typeof dags;

const others: Readonly<Record<string, string>> = {
  'single.bucket': 'SingleStepFlow',
  'single.git': 'SingleStepFlow',
  NoDatastore: 'ParameterFlow',
  InS3: 'DebugFlow',
  InService: 'ItemFailsFlow',
};

/** The flow that a DAG is made of. */
export const flowOf = (dagId: string): string => others[dagId] ?? dagId.slice(dagId.lastIndexOf('.') + 1);

/** Compiles all flows as a user would, into the folder that Airflow reads: those without options of their own in one call. */
export async function createDags(folder: string): Promise<void> {
  const all = Object.values(dags);
  await create(
    folder,
    all.filter(({ options }) => options.length === 0).map(({ file }) => file),
  );
  for (const { file, options } of all) if (options.length > 0) await create(folder, [file, ...options]);
  await withoutDatastore(join(folder, 'NoDatastore.py'));
}

/** `mf airflow create`, as somebody whom `mf run` of the same flow is compared with. */
export async function create(folder: string, args: readonly string[]): Promise<void> {
  const command = ['airflow', 'create', ...args, '--output', folder];
  // The folder of the DAGs is in that of the datastore.
  const root = dirname(folder);
  const env = {
    METAFLOW_USER: 'ana',
    METAFLOW_OWNER: 'ana',
    METAFLOW_DATASTORE_SYSROOT_LOCAL: root,
    METAFLOW_TOKEN_HOME: join(root, 'tokens'),
  };
  const { code, output } = await mf(command, env);
  if (code !== 0) throw new Error(`mf ${command.join(' ')}:\n${output}`);
}

/** An Airflow without the setting: for this DAG, whose file every task reads in a process of its own. */
async function withoutDatastore(file: string): Promise<void> {
  const unset = 'import os\n\nos.environ.pop("METAFLOW_DATASTORE_SYSROOT_LOCAL", None)\n';
  await writeFile(file, unset + (await readFile(file, 'utf8')));
}

/** Variables for the tasks of one DAG alone: every task reads the DAG's file in a process of its own. */
export async function setOnAirflow(dagId: DagId, variables: NodeJS.ProcessEnv): Promise<void> {
  const path = join(suite().dagsFolder, `${dagId}.py`);
  const lines = Object.entries(variables).map(
    ([name, value]) => `os.environ[${JSON.stringify(name)}] = ${JSON.stringify(value)}\n`,
  );
  await writeFile(path, `import os\n\n${lines.join('')}${await readFile(path, 'utf8')}`);
}
