import type { DagRun } from '@mf/airflow';
import type { CommandIo } from '../command-io';
import { colorsFor } from '../report/colors';
import { hasLiveTerminal, openLiveLines } from '../report/live-lines';
import { isAtRest, progressLines, progressText, totalOf } from '../report/progress-text';
import { durationText, timeText } from '../report/time-text';
import { WideSteps } from '../report/wide-steps';
import { hasEnded } from './dag-run';
import { stateColor } from './state-color';
import type { TaskState } from './task-states';

/** What shows a run on Airflow while somebody watches it. */
export interface WatchDisplay {
  show(run: DagRun, tasks: readonly TaskState[]): void;
  close(): void;
}

/** On a terminal a line for each task that is over, and below them those that go on; elsewhere a line for each change. */
export function openWatchDisplay(io: CommandIo): Promise<WatchDisplay> {
  return hasLiveTerminal(io) ? openLiveWatch(io) : Promise.resolve(openPlainWatch(io));
}

function openPlainWatch(io: CommandIo): WatchDisplay {
  const change = changeTeller(io, (line) => io.stdout.write(`${line}\n`));
  return {
    show(run, tasks) {
      for (const { taskId, text, worst } of tasks) change(taskId, text, worst);
      change('run', run.state, run.state);
    },
    close: () => undefined,
  };
}

async function openLiveWatch(io: CommandIo): Promise<WatchDisplay> {
  const colors = colorsFor(io.stdout, io.env);
  const begun = Date.now();
  const account = new WideSteps(0);
  let now: { readonly run: DagRun; readonly tasks: readonly TaskState[] } | undefined;

  const blockLines = (columns: number): string[] => {
    if (!now) return [];
    const texts = new Map(now.tasks.map(({ taskId, text }) => [taskId, text]));
    const active = account.all().filter(({ count }) => !isAtRest(count));
    const rows = active.map((progress) => {
      const text = `${texts.get(progress.step)}, ${durationText(progress.elapsed)}`;
      return { ...progress, text: totalOf(progress.count) === 1 ? text : progressText(progress) };
    });
    const over = now.tasks.filter(({ count }) => isAtRest(count)).length;
    const all = `run ${now.run.state}, ${over} of ${now.tasks.length} tasks over, ${durationText(Date.now() - begun)}`;
    return [...progressLines(rows, columns).map(colors.cyan), colors.dim(all.slice(0, columns))];
  };
  const terminal = await openLiveLines(io, blockLines);
  const change = changeTeller(io, terminal.line);
  return {
    show(run, tasks) {
      now = { run, tasks };
      account.update(new Map(tasks.map(({ taskId, count }) => [taskId, count])));
      for (const { taskId, text, worst, count } of tasks) if (isAtRest(count)) change(taskId, text, worst);
      if (hasEnded(run)) change('run', run.state, run.state);
      terminal.render();
    },
    close: terminal.close,
  };
}

/** Tells the states of tasks, each when it is another one than was told last. */
function changeTeller(io: CommandIo, tell: (line: string) => void) {
  const colors = colorsFor(io.stdout, io.env);
  const told = new Map<string, string>();
  return (what: string, state: string, worst: string): void => {
    if ((told.get(what) ?? 'none') === state) return;
    told.set(what, state);
    tell(`${timeText(new Date())} [${what}] ${stateColor(worst, colors)(state)}`);
  };
}
