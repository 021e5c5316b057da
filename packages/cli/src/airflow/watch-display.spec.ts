import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { DagRun, TaskInstance } from '@mf/airflow';
import { taskStates } from './task-states';

const run = (state: DagRun['state']): DagRun => ({
  ...{ runId: 'manual__1', state, queuedAt: null, startedAt: null, endedAt: null, conf: {} },
});
const task = (taskId: string, state: string | null, mapIndex = -1): TaskInstance => ({
  ...{ taskId, state, mapIndex, tryNumber: 1, startedAt: null, endedAt: null, renderedFields: {} },
});
const work = (...states: (string | null)[]) => states.map((state, index) => task('work', state, index));

/** A run with a foreach, whenever somebody looks. */
const looks = [
  [run('running'), taskStates([task('start', 'running'), task('work', null), task('end', null)])],
  [
    run('running'),
    taskStates([task('start', 'success'), ...work('success', 'running', null, 'failed'), task('end', null)]),
  ],
  [
    run('failed'),
    taskStates([
      task('start', 'success'),
      ...work(...Array<string>(3).fill('success'), 'failed'),
      task('end', 'upstream_failed'),
    ]),
  ],
];

/** What a display writes, times and durations left out. A process of its own: what keeps a block on a terminal is an ES module, which jest cannot load. */
function shown(isTTY: boolean): string {
  const program = `
    const { openWatchDisplay } = require(${JSON.stringify(join(__dirname, '..', '..', 'dist', 'airflow', 'watch-display.js'))});
    const stdout = Object.assign(process.stdout, { isTTY: ${isTTY}, columns: 120 });
    openWatchDisplay({ cwd: '/', env: {}, stdout, stderr: stdout }).then((display) => {
      for (const look of ${JSON.stringify(looks)}) display.show(...look);
      display.close();
    });`;
  return stripVTControlCharacters(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }))
    .replace(/\d{4}-\S+ \S+ /g, '')
    .replace(/\d+\.\ds/g, 'TIME');
}

it('is a line for each change where there is no terminal', () => {
  expect(shown(false).trimEnd().split('\n')).toEqual([
    '[start] running',
    '[run] running',
    '[start] success',
    '[work] 1 failed, 1 running, 1 none, 1 success',
    '[work] 1 failed, 3 success',
    '[end] upstream_failed',
    '[run] failed',
  ]);
});

it('is a block of what goes on, on a terminal, below a line for each task that is over', () => {
  const text = shown(true);
  expect(text).toContain('start running, TIME\nrun running, 0 of 3 tasks over, TIME');
  expect(text).toMatch(/work █{10}░{10} 2 of 4 done, 1 running, 1 failed/);
  const lines = text.split('\n').filter((line) => line.startsWith('['));
  expect(lines).toEqual(['[start] success', '[work] 1 failed, 3 success', '[end] upstream_failed', '[run] failed']);
});
