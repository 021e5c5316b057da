import { type Exchange, recordedTraffic } from '../../testing/recorded-traffic';
import { ReplayServer } from '../../testing/replay-server';
import { InvalidTagError } from '../tags';
import { ServiceTooOldError } from './errors';
import { ServiceMetadata } from './service-metadata';

const traffic = recordedTraffic();
const RUN = { flow: 'Foreach', run: '1' };
const SYSTEM_TAGS = ['metaflow_version:2.19.39', 'python_version:3.11.7', 'user:golden', 'runtime:dev'];

let server: ReplayServer;
afterEach(async () => server.close());

/** A provider that is to send the recorded requests with these numbers, and gets their answers. */
async function replay(...numbers: readonly number[]): Promise<ServiceMetadata> {
  return serve(numbers.map((number) => traffic[number] as Exchange));
}

async function serve(exchanges: readonly Exchange[]): Promise<ServiceMetadata> {
  server = await ReplayServer.start(exchanges);
  return new ServiceMetadata({ url: server.url, headers: {}, tries: 1 });
}

function expectAllAsked(): void {
  expect(server.problems).toEqual([]);
  expect(server.left).toEqual([]);
}

test('flows and runs', async () => {
  const provider = await replay(1, 123, 124, 156, 348, 397, 398);
  expect(await provider.flow('Foreach')).toBeUndefined();
  expect(await provider.flow('Foreach')).toEqual({ flow: 'Foreach', createdAt: 1795421243836 });
  const run = { ...RUN, user: 'golden', systemTags: SYSTEM_TAGS, createdAt: 1795421243885 };
  expect(await provider.runs('Foreach')).toEqual([{ ...run, tags: ['st'] }]);
  expect(await provider.run(RUN)).toEqual({ ...run, tags: ['new'] });
  expect(await provider.run({ flow: 'Foreach', run: 'ext-abc' })).toBeUndefined();
  expect(await provider.flow('TsSvc')).toMatchObject({ flow: 'TsSvc' });
  expect((await provider.runs('TsSvc')).map(({ run: id, tags }) => [id, tags])).toEqual([['5', ['svc']]]);
  expectAllAsked();
});

test('steps and tasks, newest first', async () => {
  const provider = await replay(126, 127, 136, 161, 352, 409, 411);
  const parameters = { ...RUN, step: '_parameters' };
  expect(await provider.step(parameters)).toEqual({ ...parameters, createdAt: 1795421244018 });
  expect(await provider.tasks(parameters)).toEqual([{ ...parameters, task: '1', createdAt: 1795421244077 }]);
  expect((await provider.tasks({ ...RUN, step: 'body' })).map(({ task }) => task)).toEqual(['5', '4', '3']);
  expect(await provider.task({ ...RUN, step: 'start', task: '2' })).toMatchObject({ step: 'start', task: '2' });
  expect(await provider.task({ flow: 'Foreach', run: 'ext-abc', step: '_parameters', task: 'ext-p' })).toBeUndefined();
  expect((await provider.steps({ flow: 'TsSvc', run: '5' })).map(({ step }) => step)).toEqual([
    'end',
    'start',
    '_parameters',
  ]);
  expect(await provider.tasks({ flow: 'TsSvc', run: '5', step: 'start' })).toHaveLength(1);
  expectAllAsked();
});

test('artifacts, of the latest attempt and of a given one', async () => {
  const provider = await replay(131, 134, 160, 162);
  const end = { ...RUN, step: 'end', task: '10' };
  expect(await provider.artifact(end, '_success')).toEqual({
    ...end,
    name: '_success',
    attempt: 0,
    encoding: 'pickle-v4',
    sha: '868436778cb011a1c6230bc12534683ab0b7f1c3',
    storageType: 'local',
    storageRoot: '/tmp/service/.metaflow',
    createdAt: 1795421272786,
  });
  const names = (await provider.artifacts(end)).map(({ name }) => name);
  expect(names).toContain('_configs_processed');
  expect(new Set(names).size).toBe(names.length);
  const start = { ...RUN, step: 'start', task: '2' };
  expect(await provider.artifact(start, 'items', { attempt: 0 })).toMatchObject({ name: 'items', attempt: 0 });
  expectAllAsked();
});

test('metadata records, oldest first; a list comes back from the text that the service made of it', async () => {
  const provider = await replay(128, 142, 142);
  const fields = (records: readonly { field: string }[]): string[] => records.map(({ field }) => field);
  expect(fields(await provider.metadata({ ...RUN, step: '_parameters', task: '1' }))).toEqual([
    ...['runtime', 'python_version', 'user', 'metaflow_version', 'script-name', 'attempt-done', 'start_step'],
    'end_step',
  ]);
  const body = { ...RUN, step: 'body', task: '3' };
  const records = await provider.metadata(body);
  expect(records.find(({ field }) => field === 'foreach-stack')).toMatchObject({
    value: ['items=alpha'],
    type: 'foreach-stack',
    tags: ['attempt_id:0'],
  });
  expect(fields(await provider.metadata(body, { fields: ['ds-root', 'attempt'], attempt: 0 }))).toEqual([
    'attempt',
    'ds-root',
  ]);
  expectAllAsked();
});

test('tasks by metadata: the service searches within values, so the pattern is for whole ones', async () => {
  const provider = await replay(147, 136);
  expect(await provider.tasksWithMetadata({ ...RUN, step: 'after' }, 'foreach-execution-path', 'body:\\d')).toEqual([
    '8',
    '7',
    '6',
  ]);
  expect(await provider.tasksWithMetadata({ ...RUN, step: 'body' }, 'foreach-execution-path', '.*')).toEqual([
    '5',
    '4',
    '3',
  ]);
  expect([...new URLSearchParams(server.queries.get(0))]).toEqual([
    ['metadata_field_name', 'foreach-execution-path'],
    ['pattern', '^(?:body:\\d)$'],
  ]);
  expectAllAsked();
});

test('a service that cannot search is asked for every task', async () => {
  const cannot = { ...(traffic[147] as Exchange), code: 404, resp: '404: Not Found' };
  const tasks = { ...(traffic[136] as Exchange), p: '/flows/Foreach/runs/1/steps/after/tasks' };
  const records = [5, 4, 3].map((task) => ({
    ...(traffic[142] as Exchange),
    p: `/flows/Foreach/runs/1/steps/after/tasks/${task}/metadata`,
  }));
  const provider = await serve([cannot, tasks, ...records]);
  // The recorded tasks are of another step: only what their records are asked for matters here.
  const found = provider.tasksWithMetadata({ ...RUN, step: 'after' }, 'foreach-execution-path', 'body:0');
  expect(await found).toEqual(['5', '4', '3']);
  expectAllAsked();
});

test('a server that cannot look for one artifact is asked for all of them', async () => {
  const path = '/flows/Foreach/runs/1/steps/end/tasks/10/artifacts/_configs_processed';
  const cannot = { ...(traffic[131] as Exchange), p: path, code: 404, resp: '{"detail":"Not Found"}' };
  const provider = await serve([cannot, traffic[134] as Exchange, { ...cannot, resp: '{}' }]);
  const end = { ...RUN, step: 'end', task: '10' };
  expect(await provider.artifact(end, '_configs_processed')).toMatchObject({ name: '_configs_processed' });
  expect(await provider.artifact(end, '_configs_processed')).toBeUndefined();
  expectAllAsked();
});

describe('tags', () => {
  test('are changed by the service', async () => {
    const provider = await replay(153, 154, 155);
    expect(await provider.changeTags(RUN, { add: ['new'], remove: [] })).toEqual(['new', 'st']);
    expect(await provider.changeTags(RUN, { add: [], remove: ['st'] })).toEqual(['new']);
    expectAllAsked();
  });

  test('a conflict is tried again', async () => {
    const [ping, patch] = [153, 154].map((number) => traffic[number]) as [Exchange, Exchange];
    const provider = await serve([ping, { ...patch, code: 409, resp: '{"detail": "conflict"}' }, patch]);
    expect(await provider.changeTags(RUN, { add: ['new'], remove: [] })).toEqual(['new', 'st']);
    expectAllAsked();
  });

  test('what the service refuses, and what needs no service to be refused', async () => {
    const [ping, patch] = [153, 154].map((number) => traffic[number]) as [Exchange, Exchange];
    const provider = await serve([ping, { ...patch, code: 422, resp: 'tags must be unique' }, { ...patch, code: 404 }]);
    await expect(provider.changeTags(RUN, { add: ['new'], remove: [] })).rejects.toThrow('tags must be unique');
    await expect(provider.changeTags(RUN, { add: ['new'], remove: [] })).rejects.toMatchObject({ code: 'MF4032' });
    await expect(provider.changeTags(RUN, { add: [''], remove: [] })).rejects.toThrow(InvalidTagError);
    expectAllAsked();
  });

  test.each([
    ['2.2.1', /at http\S+ has 2\.2\.1/],
    ['', /does not tell its version/],
  ])('an old service (%s) is told apart', async (version, message) => {
    const ping = traffic[153] as Exchange;
    const provider = await serve([{ ...ping, h: version ? { METADATA_SERVICE_VERSION: version } : {} }]);
    const change = provider.changeTags(RUN, { add: ['new'], remove: [] });
    await expect(change).rejects.toThrow(ServiceTooOldError);
    await expect(change).rejects.toThrow(message);
  });
});
