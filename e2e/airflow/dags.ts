import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mf } from './mf-command';

/** Every DAG of the suite: the flow it is made of, and the options of `mf airflow create`. */
export const dags = {
  ParameterFlow: { file: 'apps/parameter-flow/src/parameter.flow.ts', options: ['--with=retry', '--tag', 'nightly'] },
  DeploymentInfoFlow: { file: 'apps/deployment-info-flow/src/deployment-info.flow.ts', options: [] },
  HourlyFlow: { file: 'apps/hourly-flow/src/hourly.flow.ts', options: [] },
  DebugFlow: { file: 'apps/debug-flow/src/debug.flow.ts', options: [] },
  MovieStatsFlow: { file: 'apps/movie-stats-flow/src/movie-stats.flow.ts', options: ['--max-workers', '7'] },
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
  NoDatastore: { file: 'apps/parameter-flow/src/parameter.flow.ts', options: ['--name', 'NoDatastore'] },
} as const;
export type DagId = keyof typeof dags;

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

async function create(folder: string, args: readonly string[]): Promise<void> {
  const command = ['airflow', 'create', ...args, '--output', folder];
  // The folder of the DAGs is in that of the datastore.
  const root = dirname(folder);
  const env = {
    METAFLOW_USER: 'ana',
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
