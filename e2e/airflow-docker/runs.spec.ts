import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { namespace } from '@mf/client';
import { ended, type EndedRun, logOf, runDag, trigger, unlessLocked } from '../airflow/dag-run';
import { expectGolden } from '../airflow/golden-file';
import { type BothRuns, expectSameResults, runBoth } from '../airflow/side-by-side';
import { airflow, suite } from '../airflow/suite';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { docker } from './docker-daemon';
import { flows, password, tag } from './flows';

/** A machine that knows nothing but where the data lies. */
let laptop: SharedDatastore;
let both: BothRuns;
let hungry: EndedRun;
let stopped: EndedRun;
let fewer: EndedRun;

beforeAll(async () => {
  namespace(null);
  laptop = new SharedDatastore(suite().datastoreRoot, 'ana', { METAFLOW_DEFAULT_DATASTORE: 's3' });
  const compared = {
    ...{ dagId: 'ContainersFlow', flow: 'ContainersFlow', file: flows.ContainersFlow, options: ['--tag', tag] },
    conf: { words: 'a,b,{{ 7*7 }} $HOME é' },
  };
  const [runs] = await Promise.all([
    runBoth([compared], (_, { run }) => pull(flows.ContainersFlow, run.id)),
    runDag('HungryFlow').then((run) => (hungry = run)),
    stop().then((run) => (stopped = run)),
    runTwice('FewerFlow', ['start', 'work', 'join', 'end']).then((run) => (fewer = run)),
  ]);
  both = runs[0]!;
}, 600_000);

/** Without a service, what is known of a run is with its data. */
async function pull(file: string, run: string): Promise<void> {
  const answer = await laptop.mf(['metadata', 'pull', file, run]);
  if (answer.code !== 0) throw new Error(answer.stderr);
}

/** Ends a run whose step is at work. */
async function stop(): Promise<EndedRun> {
  const { runId } = await trigger('SlowFlow', { seconds: 600 });
  const isAtWork = async (): Promise<boolean> => {
    const [id = ''] = (
      await docker(['ps', '--quiet', '--filter', 'label=org.opencontainers.image.title=SlowFlow'])
    ).split('\n');
    return id !== '' && (await docker(['logs', id])).includes('begun');
  };
  while (!(await isAtWork())) await sleep(500);
  const api = await airflow();
  await api.fail('SlowFlow', runId);
  return ended(api, 'SlowFlow', runId);
}

/** A run whose tasks are all cleared when it has ended, and run again. */
async function runTwice(dagId: string, tasks: readonly string[]): Promise<EndedRun> {
  const api = await airflow();
  const { runId } = await runDag(dagId);
  await unlessLocked(() => api.clear(dagId, runId, tasks));
  while ((await api.run(dagId, runId)).state === 'success') await sleep(100);
  return ended(api, dagId, runId);
}

test("Metaflow's client reads the same of a run in containers of Docker as of one on this machine", () => {
  expectSameResults(both);
  expect(both.airflow.printed).toBe('many: aa0,bb1,{{ 7*7 }} $HOME é{{ 7*7 }} $HOME é0\n');
  expect(both.airflow.tags).toContain(tag);
  expect(both.there.states['double']).toEqual(['success', 'success', 'success']);
});

test('the file that it ran is the golden one', async () => {
  await expectGolden(join(suite().dagsFolder, 'ContainersFlow.py'), join(__dirname, 'golden/ContainersFlow.py'));
});

test('what a step prints is in the log of Airflow', async () => {
  expect(await logOf('ContainersFlow', both.there, 'start')).toContain("it's {{ 7*7 }} 3 db 11");
});

// A container is told which Airflow it is: 2.11 would wait for ever (ADR 19).
it('a foreach that is cleared and has fewer items joins those only', async () => {
  expect(fewer.state).toBe('success');
  expect(await logOf('FewerFlow', fewer, 'end')).toContain('joined: c.');
});

test('memory that @resources does not ask for is not there', async () => {
  expect(hungry.state).toBe('failed');
  expect(await logOf('HungryFlow', hungry, 'start')).toContain('SIGKILL');
});

test('a container ends with its task, and none is left', async () => {
  expect(stopped.state).toBe('failed');
  while ((await docker(['ps', '--quiet', '--all', '--filter', 'label=metaflow/run_id'])) !== '') await sleep(200);
});

test('the file names the image by its digest, which Docker has pulled, and has no secret in it', async () => {
  const text = await readFile(join(suite().dagsFolder, 'ContainersFlow.py'), 'utf8');
  const [, image = ''] = /^IMAGE = (?:\(\n\s+)?"(\S+@sha256:[0-9a-f]{64})"/m.exec(text) ?? [];
  expect(await docker(['image', 'inspect', '--format', '{{json .RepoDigests}}', image])).toContain(image);
  expect(text).not.toMatch(/BashOperator|"secret"/);
  expect(text).not.toContain(password);
  const shown = JSON.stringify(Object.values(both.there.tasks).map(({ renderedFields }) => renderedFields));
  expect(shown).toContain('--run-id');
  expect(shown).not.toContain('METAFLOW_DATASTORE_SYSROOT_S3');
  expect(shown).not.toContain('AIRFLOW_CONN');
});
