import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { namespace } from '@mf/client';
import { ended, type EndedRun, logOf, startedBy, trigger } from '../airflow/dag-run';
import { hostileTexts } from '../airflow/flows/hostile-texts';
import { publishEvent } from '../airflow/raw-api';
import { airflow, suite } from '../airflow/suite';
import { type FaultServer, startFaultServer } from '../fault-server';
import { hostAddress, kubectl, registry } from '../kubernetes/cluster';
import { openRegistryDoor } from '../kubernetes/registry-door';
import { type RunAsRead, SharedDatastore } from '../metaflow-client/metaflow';
import { connection } from './connection';
import { createDags, imageRepository } from './create-dags';
import { pushOwnImage } from './own-image';

const flow = 'e2e/airflow-kubernetes/in-pods.flow.ts';
/** The label of secrets that flows have from Airflow. */
const ofFlows = 'app.kubernetes.io/part-of=metaflow';
/** A variable takes 128 KB. */
const texts = [...hostileTexts, hostileTexts.join('\n').repeat(2000)];

let gate: FaultServer;
let faults: NodeJS.Timeout;
let good: EndedRun;
let bad: EndedRun;
let away: { readonly state: string; readonly log: string };
let read: RunAsRead;

beforeAll(async () => {
  namespace(null);
  const { dagsFolder } = suite();
  gate = await startFaultServer(process.env['METAFLOW_S3_ENDPOINT_URL'] ?? '', hostAddress);
  const [, digest = ''] = /^IMAGE = "\S+@(\S+)"$/m.exec(await dagFile('ParameterFlow')) ?? [];
  await pushOwnImage(digest, 'own-node', 'OWN_IMAGE=an image of its own');
  await createDags(dagsFolder, [flow, '--deferrable', '--secret-connection', connection.id], {
    METAFLOW_S3_ENDPOINT_URL: gate.url,
    METAFLOW_KUBERNETES_SECRETS: '',
  });
  // Two of five requests of pods fail, in whatever order they come.
  faults = setInterval(() => {
    if (gate.faults.length > 0) return;
    gate.faults.push({ status: 503, code: 'SlowDown' }, undefined, { status: 500, code: 'InternalError' });
    gate.faults.push(undefined, undefined);
  }, 100);
  const { runId } = await trigger('InPodsFlow', { fails: true });
  [good, bad, away] = await Promise.all([
    startedBy('InPodsFlow', () => publishEvent('pods_ready', { date: '{{ 7*7 }} $(id)', texts })),
    ended(await airflow(), 'InPodsFlow', runId),
    runWithRegistryAway(),
  ]);
  clearInterval(faults);
  const laptop = new SharedDatastore(suite().datastoreRoot, 'ana', { METAFLOW_DEFAULT_DATASTORE: 's3' });
  const { code, stderr } = await laptop.mf(['metadata', 'pull', flow, good.run.id]);
  if (code !== 0) throw new Error(stderr);
  read = await laptop.read('InPodsFlow', good.run.id);
}, 900_000);
afterAll(async () => {
  clearInterval(faults);
  await gate.stop();
  await kubectl(['delete', 'secrets', '-l', ofFlows]);
});

const dagFile = (dagId: string) => readFile(join(suite().dagsFolder, `${dagId}.py`), 'utf8');

test('what comes with an event gets to a pod byte for byte, also where that is much', () => {
  expect(good.state).toBe('success');
  expect(read.data).toMatchObject({
    day: '{{ 7*7 }} $(id)',
    texts,
    events: [{ name: 'pods_ready', type: 'event' }],
  });
});

test('a step runs on the image that it names, with the flow on top, and the others on the common one', () => {
  expect(read.data).toMatchObject({
    images: ['a on an image of its own', 'b on an image of its own'],
    image: 'the image of all',
  });
});

test('functions are called in pods when a run is over, the ones for its end', async () => {
  const states = ({ tasks }: EndedRun) => ['on-success-celebrate', 'on-error-mourn'].map((id) => tasks[id]?.state);
  expect([states(good), states(bad)]).toEqual([
    ['success', 'skipped'],
    ['skipped', 'success'],
  ]);
  expect(bad.state).toBe('failed');
  const [told, mourned] = await Promise.all([
    logOf('InPodsFlow', good, 'on-success-celebrate'),
    logOf('InPodsFlow', bad, 'on-error-mourn'),
  ]);
  expect(told).toContain(`celebrate ${good.run.pathspec} true`);
  expect(mourned).toContain(`mourn ${bad.run.pathspec} false`);
});

test('S3 that was busy or failed did no harm', () => {
  expect(gate.requests.length).toBeGreaterThan(50);
  expect(good.state).toBe('success');
});

describe('a connection of Airflow', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { login, password } = connection.fields;

  test('is a secret of pods, and opens S3', () => {
    expect(read.data).toMatchObject({
      keys: [hash(login), hash(password)],
      connection: { type: 'aws', password: hash(password) },
    });
  });

  test('is in no file, field or log of Airflow, not even where a pod has failed and is printed', async () => {
    const api = await airflow();
    const places = [['start'], ['work', 0], ['work', 1], ['on-error-mourn']] as const;
    const logs = places.map(([id, mapIndex]) => api.log('InPodsFlow', bad.runId, id, 1, mapIndex));
    const log = (await Promise.all(logs)).join('\n');
    expect(log).toContain('told to fail');
    // The whole pod, with what it has variables from.
    expect(log).toContain('secret_ref');
    const shown = [await dagFile('InPodsFlow'), JSON.stringify([good.tasks, bad.tasks]), log].join('\n');
    expect(shown).toContain(connection.id);
    for (const secret of [login, password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password)])
      expect(shown).not.toContain(secret);
    expect(await kubectl(['get', 'secrets', '-l', ofFlows, '-o', 'name'])).toMatch(
      /^secret\/metaflow-inpodsflow-[0-9a-f]{10}\n$/,
    );
  });
});

test('a registry that is away fails the attempt in clear words, and a later one goes well', () => {
  expect(away.state).toBe('success');
  expect(away.log).toMatch(/Image cannot be pulled, unable to start: (ErrImagePull|ImagePullBackOff)/);
});

/** Runs a flow whose image can be pulled from its second attempt on. @returns how that ended, and the log of the first one */
async function runWithRegistryAway(): Promise<{ readonly state: string; readonly log: string }> {
  const dagId = 'away.ParameterFlow';
  const door = await openRegistryDoor();
  try {
    const options = ['--name', dagId, '--with', 'retry:times=3,minutes_between_retries=0.1'];
    await createDags(suite().dagsFolder, ['apps/parameter-flow/src/parameter.flow.ts', ...options], {
      MF_IMAGE_REPOSITORY: imageRepository.replace(registry, `localhost:${door.port}`),
    });
    await door.close();
    const { runId } = await trigger(dagId);
    const api = await airflow();
    const stateOfStart = async () => (await api.tasks(dagId, runId)).find(({ taskId }) => taskId === 'start')?.state;
    while ((await stateOfStart()) !== 'up_for_retry') await sleep(500);
    await door.open();
    const { state } = await ended(api, dagId, runId);
    return { state, log: await api.log(dagId, runId, 'start', 1) };
  } finally {
    await door.close();
  }
}
