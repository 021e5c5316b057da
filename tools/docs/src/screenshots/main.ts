import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AirflowApi, connectAirflow } from '@mf/airflow';
import { mf } from '@mf/cli';
import { startAirflow } from '@mf/tools-airflow';
import { findChromium } from './find-chromium';
import { photograph } from './photograph';

const root = join(__dirname, '../../../..');

/** Takes docs/screenshots anew: flows of apps/ on a real Airflow of this machine, seen by a Chromium without a window. */
async function main(): Promise<void> {
  const chromium = findChromium(process.env);
  // The pictures show this path.
  const home = join(tmpdir(), 'airflow');
  await rm(home, { recursive: true, force: true });
  const env = { METAFLOW_DATASTORE_SYSROOT_LOCAL: home, METAFLOW_USER: 'ada', METAFLOW_OWNER: 'ada' };
  const dags = join(home, 'dags');
  const flows = ['debug', 'movie-stats', 'parameter'].map((name) => `apps/${name}-flow/src/${name}.flow.ts`);
  const compiled = await mf(['airflow', 'create', ...flows, '--output', dags], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  if (compiled !== 0) throw new Error('The flows do not compile.');
  const airflow = await startAirflow({ version: '3', home, dagsFolder: dags, env, onLine: console.log });
  try {
    const api = await connectAirflow(airflow);
    const [failed, succeeded] = [await runToEnd(api, 'DebugFlow'), await runToEnd(api, 'MovieStatsFlow')];
    await untilKnown(api, 'ParameterFlow');
    await photograph(
      airflow,
      { DebugFlow: failed, MovieStatsFlow: succeeded },
      chromium,
      join(root, 'docs/screenshots'),
    );
  } finally {
    await airflow.stop();
    await rm(home, { recursive: true, force: true });
  }
}

async function runToEnd(api: AirflowApi, dagId: string): Promise<string> {
  await untilKnown(api, dagId);
  const { runId } = await api.trigger(dagId, {});
  for (;;) {
    const { state } = await api.run(dagId, runId);
    if (state === 'success' || state === 'failed') {
      console.log(`${dagId}: ${state}`);
      return runId;
    }
    await sleep(1000);
  }
}

async function untilKnown(api: AirflowApi, dagId: string): Promise<void> {
  while (!(await api.dag(dagId))) await sleep(1000);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && 'advice' in error ? `${error.message}\n${String(error.advice)}` : error);
  process.exitCode = 1;
});
