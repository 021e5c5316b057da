import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-output-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that prints a lot, and then leaves by `exitWritten` while something still runs. */
function program(more = ''): string {
  const file = join(folder, 'program.cjs');
  const source = `import { exitWritten } from ${JSON.stringify(join(__dirname, 'written-output.ts'))};
    const exit = process.exit.bind(process);
    for (let i = 0; i < 100000; i++) console.log('line', i);
    console.error('the end');
    setInterval(() => { throw new Error('left behind'); }, 1);
    ${more}
    exitWritten(7, exit);`;
  const { outputFiles } = buildSync({
    stdin: { contents: source, resolveDir: folder, loader: 'ts' },
    bundle: true,
    platform: 'node',
    write: false,
  });
  writeFileSync(file, outputFiles[0]!.contents);
  return file;
}

test('all that was printed arrives, however slow its reader', async () => {
  const child = spawn(process.execPath, [program()], { stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stderr.on('data', (piece) => (text.stderr += String(piece)));
  const read = (async () => {
    for await (const piece of child.stdout) {
      text.stdout += String(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const code = await new Promise((resolve) => child.on('close', resolve));
  await read;
  expect(code).toBe(7);
  expect(text.stdout.trimEnd().split('\n')).toHaveLength(100_000);
  expect(text.stdout).toMatch(/line 99999\n$/);
  expect(text.stderr).toBe('the end\n');
});

test('a reader that is gone is not waited for', async () => {
  const child = spawn(process.execPath, [program()], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(7);
});

test('streams that nobody used are not made', () => {
  const file = join(folder, 'quiet.cjs');
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { exitWritten } from ${JSON.stringify(join(__dirname, 'written-output.ts'))};
        exitWritten(0, () => require('node:fs').writeSync(1, String(process.moduleLoadList.includes('NativeModule net'))));`,
      resolveDir: folder,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    write: false,
  });
  writeFileSync(file, outputFiles[0]!.contents);
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe('false');
});
