import { Writable } from 'node:stream';
import type { OutputLine, StepCount } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { withDisplay } from './with-display';

/** What a display writes, without times. */
async function shown(isQuiet: boolean, tasks: number): Promise<string[]> {
  const pieces: string[] = [];
  const stdout = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece.toString());
      done();
    },
  });
  const io: CommandIo = { cwd: '/', env: {}, stdout, stderr: stdout };
  await withDisplay(io, isQuiet, ({ output, onProgress }) => {
    const line = (text: string, step?: string, more: Partial<OutputLine> = {}): void =>
      output({
        ...{ time: new Date(), text, kind: 'system', isBad: false },
        ...(step !== undefined && { task: { path: `1/${step}/2` } }),
        ...more,
      });
    const counts = new Map<string, StepCount>();
    const count = (step: string, waiting: number, running: number, done: number, failed = 0): void => {
      counts.set(step, { waiting, running, done, failed, dropped: 0 });
      onProgress(counts);
    };
    line('Workflow starting (run-id 1):');
    count('work', tasks, 0, 0);
    count('work', tasks - 1, 1, 0);
    line('Task is starting.', 'work', { isRoutine: true });
    line('hello', 'work', { kind: 'task' });
    line('Task failed.', 'work', { isBad: true });
    line('Task is starting (retry).', 'work');
    count('work', 0, 0, tasks, 1);
    line('Task finished successfully.', 'work', { isRoutine: true });
    count('join', 0, 1, 0);
    line('Task is starting.', 'join', { isRoutine: true });
    count('join', 0, 0, 1);
    line('Done!');
    return Promise.resolve();
  });
  return pieces
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+ \S+ /, '').replace(/ in \d+\.\ds/, ' in TIME'));
}

test('of a few tasks every line is shown', async () => {
  expect(await shown(false, 3)).toEqual([
    'Workflow starting (run-id 1):',
    '[1/work/2] Task is starting.',
    '[1/work/2] hello',
    '[1/work/2] Task failed.',
    '[1/work/2] Task is starting (retry).',
    '[1/work/2] Task finished successfully.',
    '[1/join/2] Task is starting.',
    'Done!',
  ]);
});

test('of many tasks those are shown that say something, and numbers before what comes next', async () => {
  expect(await shown(false, 200)).toEqual([
    'Workflow starting (run-id 1):',
    '[1/work/2] hello',
    '[1/work/2] Task failed.',
    '[1/work/2] Task is starting (retry).',
    'work: 200 of 200 done in TIME, 1 failed',
    '[1/join/2] Task is starting.',
    'Done!',
  ]);
});

test('a quiet run shows what tasks print, and what goes wrong', async () => {
  expect(await shown(true, 3)).toEqual(['[1/work/2] hello', '[1/work/2] Task failed.']);
});
