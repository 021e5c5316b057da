import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { installAirflow } from '@mf/tools-airflow';
import { documentationPages, modulesOf, type Sample, samplesOf } from '@mf/tools-docs';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { workspaceRoot } from '../mf-command';

const run = promisify(execFile);
const pages = documentationPages(workspaceRoot)
  .map((page) => ({ page, samples: samplesOf(workspaceRoot, page).filter(({ unchecked }) => unchecked === undefined) }))
  .filter(({ samples }) => samples.some(({ file }) => file !== undefined));

/** The files of a page, in a folder and a datastore of their own. */
class PageFolder {
  readonly store: SharedDatastore;

  constructor(readonly folder: string) {
    this.store = new SharedDatastore(folder, 'tester');
  }

  async write(samples: readonly Sample[]): Promise<string[]> {
    await symlink(join(workspaceRoot, 'node_modules'), join(this.folder, 'node_modules'));
    const python = samples.filter(({ language, file }) => language === 'python' && file !== undefined);
    const files = [
      ...modulesOf(
        samples.filter(({ file }) => file !== undefined),
        [],
      ),
      ...python.map(({ file, code }) => ({ file: file!, text: code })),
    ];
    for (const { file, text } of files) {
      await mkdir(dirname(join(this.folder, file)), { recursive: true });
      await writeFile(join(this.folder, file), text);
    }
    return files.map(({ file }) => file);
  }

  /** What a TypeScript program prints. */
  async runProgram(file: string): Promise<string> {
    const outfile = join(this.folder, file.replace(/\.ts$/, '.mjs'));
    await build({
      entryPoints: [join(this.folder, file)],
      outfile,
      ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'error' },
    });
    return (await run(process.execPath, [outfile], { cwd: this.folder, env: this.store.env })).stdout;
  }
}

test.each(pages)('what $page shows runs', async ({ samples }) => {
  const page = new PageFolder(await mkdtemp(join(tmpdir(), 'mf-docs-')));
  const files = await page.write(samples);
  const isPythonFlow = (file: string) =>
    samples.some((sample) => sample.file === file && /^class .*\(FlowSpec\)/m.test(sample.code));

  for (const flow of files.filter((file) => file.endsWith('.flow.ts'))) {
    const path = join(page.folder, flow);
    expect({ flow, ...(await page.store.mf(['check', path, '--target', 'airflow'])) }).toMatchObject({ flow, code: 0 });
    expect({ flow, ...(await page.store.mf(['run', path, '--tag', 'nightly'])) }).toMatchObject({ flow, code: 0 });
  }
  for (const flow of files.filter(isPythonFlow)) {
    expect({ flow, ...(await page.store.python([flow, 'run'])) }).toMatchObject({ flow, code: 0 });
  }
  for (const program of files.filter((file) => file.endsWith('.py') && !isPythonFlow(file))) {
    expect({ program, ...(await page.store.python([program])) }).toMatchObject({ program, code: 0 });
  }
  for (const program of files.filter((file) => /(?<!\.flow)\.ts$/.test(file) && !file.startsWith('libs/'))) {
    const printed = await page.runProgram(program);
    const parts = samples.filter(({ file }) => file === program);
    if (!parts.every(({ prints }) => prints)) continue;
    const said = parts.flatMap(({ code }) => [...code.matchAll(/\/\/ (.*)$/gm)].map(([, text]) => text));
    expect(printed.trimEnd().split('\n')).toEqual(said);
  }
  await rm(page.folder, { recursive: true, force: true });
});

test('DAG files that pages show are read by Airflow', async () => {
  const shown = documentationPages(workspaceRoot)
    .flatMap((page) => samplesOf(workspaceRoot, page))
    .filter(({ language, within }) => language === 'python' && within === 'airflow');
  expect(shown.length).toBeGreaterThan(0);
  const { venv } = await installAirflow('3', console.log);
  const folder = await mkdtemp(join(tmpdir(), 'mf-docs-'));
  for (const { before, code, line } of shown) {
    const file = join(folder, `line_${line}.py`);
    await writeFile(file, `${before}\n${code}`);
    await run(join(venv, 'bin/python'), [file], { env: { ...process.env, AIRFLOW_HOME: folder } });
  }
  await rm(folder, { recursive: true, force: true });
});

test('every Python sample is run, or says why not', () => {
  const loose = pages
    .flatMap(({ samples }) => samples)
    .filter(({ language, file, within }) => language === 'python' && file === undefined && within === undefined);
  expect(loose.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});
