import { type Exchange, recordedTraffic } from '../../testing/recorded-traffic';
import { ReplayServer } from '../../testing/replay-server';
import type { ArtifactJson, MetadataJson, ObjectJson } from '../json-records';
import type { MetadataWriter } from '../provider';
import { IdNotKeptError } from './errors';
import { ServiceMetadata } from './service-metadata';

const traffic = recordedTraffic();
let server: ReplayServer;
afterEach(async () => server.close());

/** The exchanges that a writer is to have again: no heartbeats and pings, and no second look at a step that it made sure of. */
function writingExchanges(exchanges: readonly Exchange[]): Exchange[] {
  const seen = new Set<string>();
  return exchanges.filter(({ m, p }) => {
    if (p === '/ping' || p.endsWith('/heartbeat')) return false;
    if (m !== 'GET') return true;
    return !seen.has(p) && seen.add(p);
  });
}

/** Does what Metaflow did when it sent these requests. */
async function writeAgain(writer: MetadataWriter, exchanges: readonly Exchange[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const { m, p, b } of exchanges) {
    if (m !== 'POST') continue;
    const [, , flow = '', , run = '', , step = '', , task = ''] = p.split('/');
    const path = { flow, run, step, task };
    const body = JSON.parse(b) as unknown;
    const { run_number: givenRun, task_id: givenTask } = body as ObjectJson;
    if (p.endsWith('/run')) {
      results.push(await (givenRun === undefined ? writer.newRun() : writer.registerRun(String(givenRun))));
    } else if (p.endsWith('/task')) {
      results.push(
        await (givenTask === undefined ? writer.newTask(run, step) : writer.registerTask(path, String(givenTask))),
      );
    } else if (p.endsWith('/metadata')) {
      await writer.addMetadata(
        path,
        (body as MetadataJson[]).map(({ field_name: field, value, type, tags }) => ({
          field,
          value: value ?? '',
          type,
          ...(tags?.[0] !== undefined && { attempt: Number(tags[0].split(':')[1]) }),
        })),
      );
    } else if (p.endsWith('/artifact')) {
      const artifacts = body as ArtifactJson[];
      await writer.registerArtifacts(
        path,
        artifacts[0]?.attempt_id ?? 0,
        artifacts.map(({ name, sha, content_type: encoding, ds_type: storageType, location }) => ({
          ...{ name, sha, encoding, storageType },
          storageRoot: location.slice(':root:'.length),
        })),
      );
    }
  }
  return results;
}

const identity = {
  user: 'golden',
  systemTags: ['metaflow_version:2.19.39', 'python_version:3.11.7', 'user:golden', 'runtime:dev'],
};

test('a foreach run is registered with the requests that Metaflow made', async () => {
  const exchanges = writingExchanges(traffic.slice(1, 123));
  server = await ReplayServer.start(exchanges);
  const provider = new ServiceMetadata({ url: server.url, headers: {}, tries: 1 });
  const ids = await writeAgain(provider.writer('Foreach', { ...identity, tags: ['st'] }), exchanges);
  expect(server.problems).toEqual([]);
  expect(server.left).toEqual([]);
  expect(ids).toEqual(['1', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  expect(server.headers).toMatchObject({ 'content-type': 'application/json' });
});

test('a run and a task whose ids a scheduler made are registered by the first process and found by the next', async () => {
  const [init, step] = [traffic.slice(347, 358), traffic.slice(358, 372)].map(writingExchanges) as [
    Exchange[],
    Exchange[],
  ];
  const artifactsOf = (exchange: Exchange | undefined): Exchange =>
    ({ ...traffic[134], p: String(exchange?.p).replace(/artifact$/, 'artifacts'), resp: '[]' }) as Exchange;
  // Before artifacts of such a task are registered, those of an earlier attempt are looked for, which Metaflow does not do.
  const lookingAhead = [...init, ...step].flatMap((exchange) =>
    exchange.p.endsWith('/artifact') ? [artifactsOf(exchange), exchange] : [exchange],
  );
  server = await ReplayServer.start(lookingAhead);
  const provider = new ServiceMetadata({ url: server.url, headers: {}, tries: 1 });
  expect(await writeAgain(provider.writer('Foreach', identity), init)).toEqual([true, true]);
  const second = provider.writer('Foreach', identity);
  expect(await second.registerRun('ext-abc')).toBe(false);
  expect(await writeAgain(second, step)).toEqual([true]);
  expect(server.problems).toEqual([]);
  expect(server.left).toEqual([]);
});

test.each([
  ['run', 347, 350, 'Foreach/ext-abc as 7'],
  ['task', 350, 354, 'Foreach/ext-abc/_parameters/ext-p as 7'],
])('a service that gives a %s another id than the one it brings is refused', async (what, from, to, told) => {
  const exchanges = traffic.slice(from, to);
  const last = exchanges.pop()!;
  const resp = JSON.stringify({ ...(JSON.parse(last.resp) as ObjectJson), run_number: 7, task_id: 7 });
  server = await ReplayServer.start([...exchanges, { ...last, resp }]);
  const writer = new ServiceMetadata({ url: server.url, headers: {}, tries: 1 }).writer('Foreach', identity);
  const step = { flow: 'Foreach', run: 'ext-abc', step: '_parameters' };
  const registered = what === 'run' ? writer.registerRun('ext-abc') : writer.registerTask(step, 'ext-p');
  await expect(registered).rejects.toThrow(IdNotKeptError);
  await expect(registered).rejects.toThrow(told);
  expect(server.problems).toEqual([]);
  expect(server.left).toEqual([]);
});

test('numbers are ids that the service made: nobody registers them again', async () => {
  server = await ReplayServer.start([]);
  const writer = new ServiceMetadata({ url: server.url, headers: {}, tries: 1 }).writer('Foreach', identity);
  expect(await writer.registerRun('1')).toBe(false);
  expect(await writer.registerTask({ flow: 'Foreach', run: '1', step: 'start' }, '2')).toBe(false);
  expect(server.problems).toEqual([]);
});

test('a step that another process registers at the same moment is there, which is all that is wanted', async () => {
  const [missing, conflict, task] = [234, 238, 239].map((number) => traffic[number] as Exchange);
  server = await ReplayServer.start([missing, conflict, task] as Exchange[]);
  const writer = new ServiceMetadata({ url: server.url, headers: {}, tries: 1 }).writer('ResumeFlow', identity);
  expect(conflict?.code).toBe(409);
  expect(await writer.newTask('3', 'work')).toBe('17');
  expect(server.problems).toEqual([]);
});

test('the key and further headers go with every request', async () => {
  server = await ReplayServer.start(traffic.slice(123, 124));
  const headers = { 'x-api-key': 'secret', 'x-team': 'blue' };
  await new ServiceMetadata({ url: server.url, headers, tries: 1 }).flow('Foreach');
  expect(server.headers).toMatchObject(headers);
});
