import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-turns-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('callers take turns, and one that fails keeps nobody from theirs', async () => {
  const steps: string[] = [];
  const caller = (name: string, fails = false) =>
    oneAtATime(file, async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const outcomes = await Promise.allSettled([caller('a'), caller('b', true), caller('c')]);
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(existsSync(file)).toBe(false);
});

it('what a process has left that is dead is no obstacle', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  expect(await oneAtATime(file, async () => 'done')).toBe('done');
});

it('while another process lives, it is waited for', async () => {
  writeFileSync(file, String(process.ppid));
  const work = jest.fn(async () => existsSync(file));
  const turn = oneAtATime(file, work);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(work).not.toHaveBeenCalled();
  rmSync(file);
  expect(await turn).toBe(true);
});

it('one who finds what a dead process has left waits for another who is about to remove it, and looks again then', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  writeFileSync(`${file}.left`, String(process.ppid));
  const work = jest.fn(async () => existsSync(`${file}.left`));
  const turn = oneAtATime(file, work);
  await new Promise((resolve) => setImmediate(resolve));
  // The other one is faster, and works.
  writeFileSync(file, String(process.ppid));
  rmSync(`${file}.left`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([work.mock.calls.length, readFileSync(file, 'utf8')]).toEqual([0, String(process.ppid)]);
  rmSync(file);
  expect(await turn).toBe(false);
});
