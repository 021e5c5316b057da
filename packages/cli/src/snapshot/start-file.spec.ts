import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { processIo } from '../command-io';
import { loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { filesOfBundle } from './bundle-files';
import { deployedLauncher, startFile } from './start-file';
import { writeFiles } from './write-files';

jest.setTimeout(60_000);

let root: string;
let deployed: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mf-start-')));
  deployed = join(root, 'deployed');
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Prints what it is started with, and that its code is loaded. */
const source = (head = '', decorator = '') => `import { environment, FlowSpec, step } from '@mf/flow';
${head}
console.log('loaded with', process.argv.length, 'words');
export class ProbeFlow extends FlowSpec {
  n!: number;
  ${decorator}
  @step start() {
    this.n = 1;
    console.log('started by', process.argv[1] === import.meta.filename, process.env['GIVEN'] ?? 'nothing');
    this.next(this.end);
  }
  @step end() {
    if (process.env['FAILS']) throw new Error('as asked');
    console.log('n is', this.n);
  }
}
`;

/** The file to start of a flow, as a deployment has it. */
async function deploy(code: string): Promise<string> {
  writeFileSync(join(root, 'probe.flow.ts'), code);
  const io = { ...processIo(), cwd: root, env: { ...process.env, XDG_CACHE_HOME: join(root, 'compiling') } };
  const [loaded] = await loadFlows(['probe.flow.ts'], io);
  expect(loaded!.diagnostics).toEqual([]);
  const flow = compiledOrReported(loaded!, io)!;
  const launcher = deployedLauncher();
  const start = startFile(flow, launcher.path);
  await writeFiles(deployed, [...(await filesOfBundle(flow)), launcher, start]);
  return join(deployed, start.path);
}

function run(start: string, words: readonly string[], env: NodeJS.ProcessEnv = {}, code = 0): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...words], {
    env: {
      ...process.env,
      ...{ METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: root, METAFLOW_PARAMETERS: '{}' },
      ...{ XDG_CACHE_HOME: join(root, 'cache'), ...env },
    },
    encoding: 'utf8',
  });
  if (status !== code) throw new Error(`ended with ${status}:\n${stdout}${stderr}`);
  return code === 0 ? stdout : stderr;
}

const step = (name: string) => ['step', name, '--run-id', 'airflow-0123456789ab', '--attempt', '0'];
const loads = (output: string) => output.match(/^loaded/gm)?.length;
const kept = (): string[] => readdirSync(join(root, 'cache', 'mf-nx', 'code')).sort();

it.each([
  ['a function', ''],
  ['a module', 'await Promise.resolve();'],
])('runs a bundle that is %s, whose code only the process of the step loads', async (_what, head) => {
  const start = await deploy(source(head));
  const started = run(start, step('start'));
  expect([loads(started), started]).toEqual([1, expect.stringContaining('started by true nothing')]);
  const ended = run(start, step('end'));
  expect([loads(ended), ended]).toEqual([1, expect.stringContaining('n is 1')]);
  expect(JSON.parse(run(start, ['ir']).replace(/^loaded.*\n/gm, ''))).toMatchObject({ name: 'ProbeFlow' });
});

it('says what is wrong before a step can run, and what to do, without a stack of the runner', async () => {
  const start = await deploy(source());
  const nowhere = { METAFLOW_DATASTORE_SYSROOT_LOCAL: '' };
  expect(run(start, step('start'), nowhere, 1)).toMatch(
    /^DatastoreNotConfiguredError: Step start runs on a scheduler, but no datastore is configured\nMF5201: .*\n$/,
  );
});

it('gives a step the variables of @environment, which only the code of the flow knows', async () => {
  const start = await deploy(source('', `@environment({ vars: { GIVEN: 'secret' } })`));
  const output = run(start, step('start'));
  expect([loads(output), output]).toEqual([2, expect.stringContaining('started by true secret')]);
});

describe('what V8 has compiled', () => {
  it('is in the cache of the user, not beside the code, and is used again', async () => {
    const start = await deploy(source());
    const before = readdirSync(deployed);
    const first = run(start, step('start'));
    expect(readdirSync(deployed)).toEqual(before);
    const of = (file: string, kind = '') =>
      expect.stringMatching(
        `^${file}-[0-9a-f]{16}\\.[cm]js\\.[0-9a-f]{8}\\.v[\\d.]+-[a-z0-9]+${kind}\\.cache$`,
      ) as string;
    expect(kept()).toEqual([of('ProbeFlow'), of('mf-runner', '-supervise'), of('mf-runner')]);
    const written = kept().map((name) => statSync(join(root, 'cache', 'mf-nx', 'code', name)).mtimeMs);
    expect(run(start, step('start'))).toBe(first);
    expect(kept().map((name) => statSync(join(root, 'cache', 'mf-nx', 'code', name)).mtimeMs)).toEqual(written);
  });

  it('is kept for each folder that the code lies in: stack traces name the files that are there', async () => {
    const start = await deploy(source());
    run(start, step('start'));
    const moved = join(root, 'moved');
    cpSync(deployed, moved, { recursive: true });
    const trace = (file: string) => run(file, step('end'), { FAILS: '1' }, 1);
    for (const file of [start, join(moved, basename(start)), join(moved, basename(start))])
      expect(trace(file)).toMatch(/Error: as asked\n {4}at ProbeFlow\.end \(probe\.flow\.ts:\d+:\d+\)/);
  });

  it('is left alone where others can write it', async () => {
    const start = await deploy(source());
    run(start, step('start'));
    const folder = join(root, 'cache', 'mf-nx', 'code');
    chmodSync(folder, 0o777);
    for (const name of kept()) writeFileSync(join(folder, name), 'of somebody else');
    run(start, step('start'));
    for (const name of kept()) expect(statSync(join(folder, name)).size).toBe('of somebody else'.length);
  });

  it.each([
    ['it is a month old', 3, 1],
    ['there is too much', 513e6, Date.now() / 1000 - 60],
  ])('goes when %s and something new is kept', async (_why, size, seconds) => {
    const start = await deploy(source());
    run(start, step('start'));
    const folder = join(root, 'cache', 'mf-nx', 'code');
    const old = join(folder, 'OlderFlow-0123456789abcdef.mjs.v20.0.0-x64.cache');
    writeFileSync(old, '');
    truncateSync(old, size);
    utimesSync(old, seconds, seconds);
    run(start, step('start'));
    expect(existsSync(old)).toBe(true);
    for (const name of kept().filter((name) => name.startsWith('mf-'))) rmSync(join(folder, name));
    run(start, step('start'));
    expect(existsSync(old)).toBe(false);
  });

  it('is kept nowhere without a home', async () => {
    const start = await deploy(source());
    expect(run(start, step('start'), { XDG_CACHE_HOME: '', HOME: '' })).toContain('started by true');
    expect(existsSync(join(root, 'cache'))).toBe(false);
  });
});
