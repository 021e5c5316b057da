import { returnCode, startProcess } from './child-process';

/** Runs a piece of JavaScript in a process, and collects what it prints. */
async function run(code: string, env: NodeJS.ProcessEnv = process.env) {
  const printed = { stdout: '', stderr: '' };
  const child = startProcess(process.execPath, ['-e', code, 'an "argument" $HOME'], { env }, (stream, piece) => {
    printed[stream] += piece.toString('utf8');
  });
  return { end: await child.ended, ...printed };
}

test('hands on all output, and arguments as they are', async () => {
  expect(await run('console.log(process.argv[1]); console.error(1); process.exitCode = 3')).toEqual({
    end: { code: 3, signal: null },
    stdout: 'an "argument" $HOME\n',
    stderr: '1\n',
  });
});

test('does not wait for a grandchild that keeps the pipes open', async () => {
  const { end, stdout } = await run(
    `const { spawn } = require('node:child_process');
     const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)'], { stdio: 'inherit', detached: true });
     child.unref();
     console.log(child.pid);`,
  );
  process.kill(Number(stdout));
  expect(end).toEqual({ code: 0, signal: null });
}, 15_000);

test('a process that cannot be started is a coded error', async () => {
  const env = { ...process.env, LONG: 'x'.repeat(300_000) };
  await expect(run('1', env)).rejects.toMatchObject({
    code: 'MF5118',
    advice: expect.stringContaining('too long') as string,
  });
  const child = startProcess('/nowhere/at/all', [], { env: {} }, () => undefined);
  child.kill('SIGTERM');
  await expect(child.ended).rejects.toMatchObject({ code: 'MF5118' });
});

test('the end of a process is one number, as Python has it', () => {
  expect(returnCode({ code: 3, signal: null })).toBe(3);
  expect(returnCode({ code: null, signal: 'SIGKILL' })).toBe(-9);
});
