import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { launcher } from '@mf/runtime';
import { processIo } from './command-io';
import { loadFlows } from './load-flows';

/** Prints what can tell a script from a module: the same must come out of both. */
const source = (head: string): string => `import { FlowSpec, step } from '@mf/flow';
${head}
export class ProbeFlow extends FlowSpec {
  @step async start() {
    const { EOL } = await import('node:os');
    const meta = import.meta;
    console.log(JSON.stringify([EOL, process.argv[1] === meta.filename, process.argv.slice(2, 4), meta.url.slice(0, 8)]));
    console.log(meta.dirname === __dirname, meta.resolve('./x.js') === meta.url.replace(/[^/]*$/, 'x.js'), this === undefined);
    throw new Error('as written');
  }
}
`;

jest.setTimeout(60_000);

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mf-launch-')));
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function bundleOf(head: string): Promise<string> {
  writeFileSync(
    join(root, 'probe.flow.ts'),
    source(head).replace('@step async', '@step({ start: true, end: true }) async'),
  );
  const io = { ...processIo(), cwd: root, env: { ...process.env, XDG_CACHE_HOME: join(root, 'cache') } };
  const [flow] = await loadFlows(['probe.flow.ts'], io);
  expect(flow!.diagnostics).toEqual([]);
  return flow!.bundle!.path;
}

function run(words: readonly string[], ...args: string[]): string {
  const env = { ...process.env, METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: root };
  try {
    return execFileSync(process.execPath, [...words, ...args], { env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}--\n${stderr}`;
  }
}

const step = ['step', 'start', '--run-id', '1', '--task-id', '1', '--attempt', '0', '--input-paths', '1/_parameters/0'];
/** What was compiled of a bundle, and of the runner by whom it runs. */
const caches = (bundle: string): string[] =>
  readdirSync(dirname(bundle)).filter((name) => /\.c?m?js\.[0-9a-f]{8}\.v[^/]*\.cache$/.test(name));

describe('run-bundle.cjs', () => {
  it.each([
    ['a function', ''],
    ['a module that awaits', 'await Promise.resolve();'],
    ['a module that imports', "const path = 'node:path';\nvoid import(path).then(({ sep }) => console.log(sep));"],
  ])('runs a bundle that is %s like Node itself does', async (_what, head) => {
    const bundle = await bundleOf(head);
    const byNode = run([bundle], ...step);
    expect(byNode).toContain('["\\n",true,["step","start"],"file:///"]\ntrue true false\n');
    expect(byNode).toMatch(/Error: as written\n {4}at ProbeFlow.start \(probe.flow.ts:\d+:11\)\n/);
    run([launcher, bundle], 'describe'); // Leaves V8's cache for what comes next.
    expect(run([launcher, bundle], ...step)).toBe(byNode);
  });

  it('names the files that are there in stack traces, wherever what was compiled comes from', async () => {
    const bundle = await bundleOf('');
    const moved = join(root, 'moved');
    for (let i = 0; i < 2; i++) run([launcher, bundle], 'describe');
    cpSync(dirname(bundle), moved, { recursive: true });
    const shown = run([launcher, join(moved, basename(bundle))], ...step);
    expect(shown).toMatch(/Error: as written\n {4}at ProbeFlow.start \(probe.flow.ts:\d+:11\)\n/);
  });

  it('keeps what was compiled beside the files, and does without where that is broken', async () => {
    const bundle = await bundleOf('');
    const described = run([bundle], 'describe');
    expect(run([launcher, bundle], 'describe')).toBe(described);
    const kept = caches(bundle);
    expect(kept).toEqual([expect.stringMatching(/^ProbeFlow-/), expect.stringMatching(/^mf-runner-/)]);
    expect(run([launcher, bundle], 'describe')).toBe(described);
    for (const cache of kept) truncateSync(join(dirname(bundle), cache), 1000);
    expect(run([launcher, bundle], 'describe')).toBe(described);
    expect(caches(bundle)).toEqual(kept);
  });
});
