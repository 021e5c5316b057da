import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logPath, localDatastore, readLog } from '@mf/datastore';
import { TaskLog } from './task-log';

const task = { flow: 'F', run: '1', step: 'start', task: '2' };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function stored(limit: number, write: (log: TaskLog) => Promise<void>): Promise<string[]> {
  const { storage } = localDatastore(folder);
  const log = new TaskLog(storage, logPath(task, 0, 'runtime', 'stdout'), limit);
  await write(log);
  await log.close();
  return (await readLog(storage, task, 0, 'stdout')).map(({ message }) => message.toString('latin1'));
}

test('what is beyond the limit is not stored, and a line says so; those of the scheduler always are', async () => {
  const lines = await stored(10, async (log) => {
    await log.write(Buffer.from('12345\n789ABC\n'));
    await log.write(Buffer.from('more\n'));
    await log.note('Task failed.');
  });
  expect(lines).toEqual(['12345', '789A', '[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]', 'Task failed.']);
});

test('a line that has not ended stays apart from that of the scheduler, and bytes stay what they are', async () => {
  const lines = await stored(100, async (log) => {
    await log.write(Buffer.from([0, 0xff, 0x0d, 0x41]));
    await log.note('Task failed.');
  });
  expect(lines).toEqual(['\0\xff\rA', 'Task failed.']);
});

test('the limit never cuts a character, and is said to be reached also where a piece ended there', async () => {
  const lines = await stored(6, async (log) => {
    await log.write(Buffer.from('1234'));
    await log.write(Buffer.from('5€').subarray(0, 2));
    await log.write(Buffer.from('5€78\n').subarray(2));
    await log.write(Buffer.from('more\n'));
  });
  expect(lines).toEqual([Buffer.from('12345€').toString('latin1'), '[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]']);
});
