import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AirflowApi, connectAirflow } from '@mf/airflow';
import { mf } from '@mf/cli';
import { namespace, Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { startAirflow } from '@mf/tools-airflow';
import { watchRun } from './watch-run';

export interface DemoOptions {
  /** The checkout. */
  readonly root: string;
  /** Where the demo's Airflow keeps its database and logs, from one call to the next. */
  readonly airflowHome: string;
  /** Leave Airflow up at the end. */
  readonly keep: boolean;
}

const flows = {
  MovieStatsFlow: 'apps/movie-stats-flow/src/movie-stats.flow.ts',
  ParameterFlow: 'apps/parameter-flow/src/parameter.flow.ts',
  DebugFlow: 'apps/debug-flow/src/debug.flow.ts',
} as const;
type DagId = keyof typeof flows;

const say = (text: string) => console.log(text);
const title = (text: string) => say(`\n== ${text}`);

/** The main job, once through. Returns 0 when everything went as it should, the planned failure included. */
export async function demo({ root, airflowHome, keep }: DemoOptions): Promise<number> {
  const folder = join(root, 'dist', 'demo');
  const dags = join(folder, 'dags');
  // Each call is a demo of its own; Airflow's database stays, since making it is what takes long.
  await rm(folder, { recursive: true, force: true });
  const env = { METAFLOW_DATASTORE_SYSROOT_LOCAL: folder, METAFLOW_USER: process.env['METAFLOW_USER'] ?? 'demo' };
  const io = { cwd: root, env: { ...process.env, ...env } };

  title('Compiling three flows to Airflow DAG files');
  if ((await mf(['airflow', 'create', ...Object.values(flows), '--output', dags], io)) !== 0) return 1;

  title('Starting a real Airflow');
  const airflow = await startAirflow({
    version: '3',
    home: airflowHome,
    dagsFolder: dags,
    env,
    onLine: (line) => say(`   ${line}`),
  });
  try {
    const api = await connectAirflow(airflow);
    const runs = new Map<DagId, string>();
    for (const dagId of Object.keys(flows) as DagId[]) runs.set(dagId, await runOnAirflow(api, dagId));

    title('Resuming the failed run on this machine, with the code as it is');
    const failed = runs.get('DebugFlow')!;
    say(`$ mf resume ${flows.DebugFlow} --origin-run-id ${failed}\n`);
    const resume = ['resume', flows.DebugFlow, '--origin-run-id', failed];
    const sameError = await mf(resume, io);

    title('Resuming it with the bug fixed (DEBUG_FLOW_FIXED=1 stands for the fix)');
    say(`$ mf resume ${flows.DebugFlow} --origin-run-id ${failed}\n`);
    const fixed = await mf(resume, { ...io, env: { ...io.env, DEBUG_FLOW_FIXED: '1' } });

    title('What the run on Airflow left in the datastore');
    namespace(null);
    const datastore = localDatastore(join(folder, '.metaflow'));
    const movies = new Run(`MovieStatsFlow/${runs.get('MovieStatsFlow')}`, { datastore });
    say(String((await movies.data)?.['report']));

    title('Where to look');
    say(
      `Airflow UI      ${airflow.url}  (user ${airflow.user}, password ${airflow.password})${keep ? '' : ', stopped now; --keep leaves it up'}`,
    );
    say(`DAG files       ${relative(process.cwd(), dags)}`);
    say(`Artifacts       METAFLOW_DATASTORE_SYSROOT_LOCAL=${relative(process.cwd(), folder)}; in Python:`);
    say(`                Run("MovieStatsFlow/${runs.get('MovieStatsFlow')}").data.report, after namespace(None)`);
    const asPlanned = sameError === 1 && fixed === 0 && (await movies.successful);
    say(asPlanned ? '\nDone.' : '\nNot everything went as planned: see above.');
    if (keep) {
      airflow.keep();
      say(`Airflow is still up. Stop it with: kill ${airflow.pid}`);
    }
    return asPlanned ? 0 : 1;
  } finally {
    if (!keep) await airflow.stop();
  }
}

/** Triggers a DAG as soon as Airflow knows it, shows its tasks, and returns the run's id in Metaflow. */
async function runOnAirflow(api: AirflowApi, dagId: DagId): Promise<string> {
  title(`Running ${dagId} on Airflow ${api.release}`);
  await untilParsed(api, dagId);
  const { runId } = await api.trigger(dagId, dagId === 'ParameterFlow' ? { alpha: 0.5 } : {});
  const started = Date.now();
  const state = await watchRun(api, dagId, runId, (task, taskState, tryNumber) => {
    say(
      `   ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${task.padEnd(10)} ${taskState}${tryNumber > 1 ? ` (try ${tryNumber})` : ''}`,
    );
  });
  const [task] = await api.tasks(dagId, runId);
  const run = String(task?.renderedFields['metaflow_run_id']);
  say(`   ${state}: ${dagId}/${run}`);
  return run;
}

async function untilParsed(api: AirflowApi, dagId: string): Promise<void> {
  while (!(await api.dag(dagId))) {
    const [error] = await api.importErrors();
    if (error) throw new Error(`Airflow cannot import ${error.file}:\n${error.stackTrace}`);
    await sleep(500);
  }
}
