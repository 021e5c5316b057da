import { type Exchange, recordedTraffic } from '../../testing/recorded-traffic';
import { ReplayServer } from '../../testing/replay-server';
import type { ArtifactJson } from '../json-records';
import { ServiceMetadata } from './service-metadata';

/*
 * The service keeps artifacts for good and shows those of the attempt with the highest number, which it tells by the artifact
 * called `name`. An attempt that a scheduler runs anew under a number that was used before must be shown nevertheless.
 */

const traffic = recordedTraffic();
const TASK = { flow: 'Foreach', run: 'ext-abc', step: 'start', task: 'ext-t1' };
const PATH = '/flows/Foreach/runs/ext-abc/steps/start/tasks/ext-t1';
const registration = traffic.find(({ p }) => p === `${PATH}/artifact`) as Exchange;
const registered = JSON.parse(registration.b) as ArtifactJson[];

let server: ReplayServer;
afterEach(async () => server.close());

/** The answer to a request for the artifacts of the latest attempt, which has this number. */
function artifactsOf(attempt: number): Exchange {
  const artifacts = registered.map((artifact) => ({ ...artifact, attempt_id: attempt }));
  return { ...registration, m: 'GET', p: `${PATH}/artifacts`, b: '', resp: JSON.stringify(artifacts) };
}

function taking(...artifacts: readonly ArtifactJson[]): Exchange {
  return { ...registration, b: JSON.stringify(artifacts) };
}

async function writerOf(...exchanges: readonly Exchange[]) {
  server = await ReplayServer.start(exchanges);
  const provider = new ServiceMetadata({ url: server.url, headers: {}, tries: 1 });
  return provider.writer('Foreach', { user: 'golden', systemTags: registered[0]?.system_tags ?? [] });
}

const [mark] = registered as [ArtifactJson];
const entry = {
  ...{ name: 'name', sha: mark.sha, encoding: mark.content_type, storageType: 'local' },
  storageRoot: '/tmp/service/.metaflow',
};

test('what was there is covered by an attempt that has nothing but its mark', async () => {
  const writer = await writerOf(artifactsOf(3), taking({ ...mark, attempt_id: 4 }));
  await writer.forgetArtifacts(TASK, 0);
  expect(server.problems).toEqual([]);
  expect(server.left).toEqual([]);
});

test('there is nothing to cover when the latest attempt is an earlier one', async () => {
  const writer = await writerOf(artifactsOf(1));
  await writer.forgetArtifacts(TASK, 2);
  expect(server.problems).toEqual([]);
});

test.each([
  [4, 0, 5],
  [0, 1, 1],
])('with artifacts of attempt %d there, those of attempt %d are registered as of attempt %d', async (...numbers) => {
  const [latest, attempt, expected] = numbers;
  const writer = await writerOf(artifactsOf(latest), taking({ ...mark, attempt_id: expected }));
  await writer.registerArtifacts(TASK, attempt, [entry]);
  expect(server.problems).toEqual([]);
  expect(server.left).toEqual([]);
});
