import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Flow, metadata, namespace, NamespaceMismatchError, type Run } from '@mf/client';
import { runCommand } from '@mf/tools-python';
import { startFaultServer } from '../fault-server';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { LocalService } from './local-service';

const MOVIES = 'apps/movie-stats-flow/src/movie-stats.flow.ts';
const DEBUG = 'apps/debug-flow/src/debug.flow.ts';

let store: SharedDatastore;
let service: LocalService;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-e2e-')), 'tester');
  service = await LocalService.start(store.folder, store.env);
  store.env['METAFLOW_SERVICE_URL'] = service.url;
  process.env['METAFLOW_DATASTORE_SYSROOT_LOCAL'] = store.folder;
  process.env['METAFLOW_USER'] = 'tester';
  metadata(`service@${service.url}`);
});

afterAll(async () => {
  await service?.stop();
  await rm(store.folder, { recursive: true, force: true });
});

/** Runs `mf` with the service; fails with what it printed. */
async function mf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, stdout, stderr } = await store.mf(args, { METAFLOW_DEFAULT_METADATA: 'service', ...env });
  if (code !== 0) throw new Error(`mf ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function latest(flow: string): Promise<Run> {
  const run = await new Flow(flow).latestRun;
  if (!run) throw new Error(`${flow} has no run`);
  return run;
}

describe('a run that mf registers at the service', () => {
  beforeAll(async () => {
    const ran = await store.mf(['run', MOVIES, '--metadata', 'service', '--tag', 'first', '--minVotes', '5000']);
    expect(ran).toMatchObject({ code: 0 });
  });

  test('has its data in the datastore, and no record beside it', async () => {
    const files = await readdir(join(store.folder, '.metaflow'), { recursive: true });
    expect(files.filter((file) => file.endsWith('0.data.json'))).toHaveLength(6);
    expect(files.filter((file) => /_self\.json$|sysmeta_|_artifact_/.test(file))).toEqual([]);
  });

  test('is listed, printed, dumped and tagged by mf', async () => {
    const [listed] = JSON.parse(await mf(['list', MOVIES, '--json'])) as [
      { run: string; status: string; tags: string[] },
    ];
    expect(listed).toMatchObject({ status: 'successful', tags: ['first'], user: 'tester' });
    expect(await mf(['logs', MOVIES, `${listed.run}/start`])).toContain('films have at least 5000 votes');
    expect(await mf(['dump', MOVIES, `${listed.run}/join`, '--include', 'minVotes'])).toContain('= 5000');
    await mf(['tag', 'replace', MOVIES, '--remove', 'first', '--add', 'second']);
    expect(await mf(['tag', 'list', MOVIES])).toMatch(/\*second\*/);
  });

  test('is read by the client: tags, relatives, artifacts, logs, namespaces', async () => {
    namespace('user:tester');
    const run = await latest('MovieStatsFlow');
    expect(await run.successful).toBe(true);
    expect([...(await run.userTags)]).toEqual(['second']);
    expect(await all(new Flow('MovieStatsFlow').runs('second'))).toHaveLength(1);
    expect(await all(new Flow('MovieStatsFlow').runs('first'))).toHaveLength(0);
    const [join] = await all(run.step('join'));
    const parents = (await join?.parentTasks) ?? [];
    expect(parents.map(({ pathspec }) => pathspec.split('/')[2]).sort()).toEqual(['byDecade', 'byGenre']);
    expect(await join?.finished).toBe(true);
    expect(await join?.metadataDict).toMatchObject({ attempt: '0', 'ds-type': 'local', attempt_ok: 'True' });
    expect(await run.data).toMatchObject({ minVotes: 5000 });
    namespace('user:somebody');
    await expect(latest('MovieStatsFlow')).rejects.toThrow(NamespaceMismatchError);
  });

  test("is read by Metaflow's own client", async () => {
    store.env['METAFLOW_DEFAULT_METADATA'] = 'service';
    const { code, stdout, stderr } = await store.python([join(__dirname, 'read_run.py'), 'MovieStatsFlow', 'second']);
    delete store.env['METAFLOW_DEFAULT_METADATA'];
    expect({ code, stderr }).toMatchObject({ code: 0 });
    namespace('user:tester');
    const { id } = await latest('MovieStatsFlow');
    const read = JSON.parse(stdout) as {
      tasks: Record<string, { stdout: string; artifacts: Record<string, unknown> }>;
    };
    expect(read).toMatchObject({ metadata: `service@${service.url}`, id, tags: ['second'], tagged: [id] });
    expect(read).toMatchObject({ system_tags: expect.arrayContaining(['user:tester', 'runtime:dev']) as string[] });
    const start = Object.entries(read.tasks).find(([path]) => path.startsWith('start/'))?.[1];
    expect(start?.stdout).toContain('films have at least 5000 votes');
    expect(start?.artifacts).toMatchObject({ minVotes: 5000, name: 'MovieStatsFlow' });
  });
});

test('a failed run that the service knows is resumed', async () => {
  const failed = await store.mf(['run', DEBUG], { METAFLOW_DEFAULT_METADATA: 'service' });
  expect(failed.code).toBe(1);
  namespace('user:tester');
  const origin = await latest('DebugFlow');
  expect(await mf(['list', DEBUG])).toMatch(new RegExp(`${origin.id}\\s+failed`));
  await mf(['resume', DEBUG, '--origin-run-id', origin.id], { DEBUG_FLOW_FIXED: '1' });
  const resumed = await latest('DebugFlow');
  expect(await resumed.successful).toBe(true);
  const [a] = await all(resumed.step('a'));
  const [originA] = await all(origin.step('a'));
  expect(await a?.originPathspec).toBe(originA?.pathspec);
  expect(await resumed.data).toMatchObject({ x: 43 });
});

test('a run that Metaflow itself registers there is read', async () => {
  store.env['METAFLOW_DEFAULT_METADATA'] = 'service';
  const ran = await store.python([join(__dirname, 'foreach.py'), '--no-pylint', 'run', '--tag', 'python']);
  delete store.env['METAFLOW_DEFAULT_METADATA'];
  expect(ran).toMatchObject({ code: 0 });
  namespace('user:tester');
  const run = await latest('ForeachFlow');
  expect(await run.successful).toBe(true);
  expect(await run.data).toMatchObject({ total: 3 });
  expect([...(await run.userTags)]).toEqual(['python']);
  const bodies = await all(run.step('body'));
  expect(await Promise.all(bodies.map((task) => task.index))).toEqual([1, 0]);
  expect(await bodies[0]?.stdout).toBe('length 2\n');
  const [start] = await all(run.step('start'));
  expect((await start?.childTasks)?.map(({ id }) => id)).toEqual(bodies.map(({ id }) => id));
});

test('a run and its task beat while they go on; a service that is busy for a moment is asked again', async () => {
  const faulty = await startFaultServer(service.url);
  const until = join(store.folder, 'until');
  const busy = { status: 503, code: 'Busy' };
  faulty.faults.push(busy, busy);
  const running = mf(['run', 'e2e/s3/flows/ticking.flow.ts'], {
    METAFLOW_SERVICE_URL: faulty.url,
    TICKING_UNTIL: until,
  });
  // The first beats come after 10 seconds, and so do the next: one of a run that was not taken is no failure.
  const beats = (path: RegExp) => faulty.requests.filter((request) => path.test(request)).length;
  const ofRun = /^POST \/flows\/TickingFlow\/runs\/[^/]+\/heartbeat$/;
  const ofTask = /^POST \/flows\/TickingFlow\/runs\/[^/]+\/steps\/start\/tasks\/[^/]+\/heartbeat$/;
  while (beats(ofRun) + beats(ofTask) === 0) await sleep(100);
  faulty.faults.push(busy);
  while (beats(ofRun) < 2 || beats(ofTask) < 2) await sleep(100);
  await writeFile(until, '');
  await running;
  await faulty.stop();
  expect(faulty.faults).toEqual([]);
  const [first, second, third] = faulty.requests;
  expect([second, third]).toEqual([first, first]);
  namespace('user:tester');
  expect(await (await latest('TickingFlow')).successful).toBe(true);
});

test('a service that gives the run of a scheduler another id is named, and nothing is run', async () => {
  const folder = join(store.folder, 'dags');
  await mf(['airflow', 'create', MOVIES, '--output', folder]);
  const bundle = (await readdir(folder)).find((name) => name.endsWith('.mjs'))!;
  const { code, output } = await runCommand(
    process.execPath,
    [join(folder, bundle), 'step', 'start', '--run-id', 'airflow-0123456789ab', '--attempt', '0'],
    { env: { ...store.env, METAFLOW_DEFAULT_METADATA: 'service' } },
  );
  expect(code).toBe(1);
  expect(output).toMatch(/registered MovieStatsFlow\/airflow-0123456789ab as \d+\nMF4076: /);
  expect(output).not.toContain('films have');
});

test('a service that is away is named, and nothing is run', async () => {
  const away = { METAFLOW_SERVICE_URL: 'http://127.0.0.1:9', METAFLOW_SERVICE_RETRY_COUNT: '1' };
  const { code, stderr } = await store.mf(['run', DEBUG, '--metadata', 'service'], away);
  expect(code).toBe(1);
  expect(stderr).toContain('MF4072');
  expect(stderr).toContain('http://127.0.0.1:9 (METAFLOW_SERVICE_URL)');
});
