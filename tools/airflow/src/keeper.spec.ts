import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { livingProcesses, signal } from '@mf/tools-python';
import type { KeeperInput } from './keeper-protocol';

const keeperFile = join(__dirname, '..', 'dist', 'keeper.js');

/** A part that starts a process in a session of its own, as Airflow's tasks do, and writes both ids. */
const part = `
const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
console.log(JSON.stringify([process.pid, child.pid]));
setInterval(() => {}, 1000);
`;
/** One that does not end when it is asked to. */
const stubborn = `process.on('SIGTERM', () => {}); ${part}`;

describe('the keeper', () => {
  let folder: string;
  let pids: number[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mf-keeper-'));
  });
  afterEach(async () => {
    pids.forEach((pid) => signal(pid, 'SIGKILL'));
    await rm(folder, { recursive: true });
  });

  const start = async (code: string, keeper = spawn(process.execPath, [keeperFile], { stdio: 'pipe' })) => {
    const logFile = join(folder, 'part.log');
    await mkdir(scratch(), { recursive: true });
    const components = [{ name: 'part', argv: [process.execPath, '-e', code], logFile, scratch: scratch() }];
    send(keeper, { kind: 'start', components, env: process.env });
    const line = await eventually(async () => (await readFile(logFile, 'utf8').catch(() => '')).trim());
    pids = [keeper.pid ?? 0, ...(JSON.parse(line) as number[])];
    return keeper;
  };
  const scratch = () => join(folder, 'scratch');
  const send = (keeper: ChildProcessWithoutNullStreams, message: KeeperInput) =>
    keeper.stdin.write(`${JSON.stringify(message)}\n`);
  const living = async () => (await livingProcesses()).filter(({ pid }) => pids.includes(pid)).length;
  const allEnd = () => eventually(async () => (await living()) === 0, 15_000);

  it('ends everything when its input ends, processes of other sessions too, and deletes what is of no use then', async () => {
    const keeper = await start(part);
    expect(await living()).toBe(3);
    await access(scratch());
    keeper.stdin.end();
    expect(await allEnd()).toBe(true);
    await expect(access(scratch())).rejects.toThrow('ENOENT');
  });

  it('ends everything on a signal', async () => {
    const keeper = await start(part);
    keeper.kill('SIGTERM');
    expect(await allEnd()).toBe(true);
  });

  it('ends what does not want to end', async () => {
    const keeper = await start(stubborn);
    keeper.stdin.end();
    expect(await allEnd()).toBe(true);
  }, 20_000);

  it('goes on without its input once it is told to keep', async () => {
    const keeper = await start(part);
    send(keeper, { kind: 'keep' });
    keeper.stdin.end();
    await sleep(500);
    expect(await living()).toBe(3);
    keeper.kill('SIGTERM');
    expect(await allEnd()).toBe(true);
  });

  it('tells when a part ends by itself', async () => {
    const keeper = await start(`${part} setTimeout(() => process.exit(3), 200)`);
    const told = await new Promise<string>((resolve) => keeper.stdout.once('data', (data) => resolve(String(data))));
    expect(JSON.parse(told)).toEqual({ kind: 'ended', name: 'part', how: 'exit code 3' });
    keeper.stdin.end();
  });
});

/** Asks until the answer is not empty. */
async function eventually<T>(ask: () => Promise<T>, milliseconds = 5000): Promise<T> {
  for (const end = Date.now() + milliseconds; ; await sleep(50)) {
    const answer = await ask();
    if (answer || Date.now() > end) return answer;
  }
}
