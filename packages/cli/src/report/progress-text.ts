import type { StepCount } from '@mf/runtime';
import { durationText } from './time-text';

/** How far a step is that has many tasks. */
export interface StepProgress {
  readonly step: string;
  readonly count: StepCount;
  /** Milliseconds since its first task was started. */
  readonly elapsed: number;
}

/** How many tasks of a step are known by now. */
export function totalOf({ waiting, running, done, dropped }: StepCount): number {
  return waiting + running + done + dropped;
}

/** Whether nothing of a step runs or waits. More may come, in a foreach with several steps. */
export function isAtRest({ waiting, running }: StepCount): boolean {
  return waiting + running === 0;
}

/** `12 of 200 done, 16 running, 1 failed, 4.2/s, about 44.8s left`; at rest `200 of 200 done in 47.6s`. */
export function progressText({ count, elapsed }: StepProgress): string {
  const { running, waiting, done, failed } = count;
  const state = `${done} of ${totalOf(count)} done`;
  const failures = failed === 0 ? [] : [`${failed} failed`];
  if (isAtRest(count)) return [`${state} in ${durationText(elapsed)}`, ...failures].join(', ');
  const perSecond = elapsed > 0 ? (done * 1000) / elapsed : 0;
  return [
    state,
    `${running} running`,
    ...failures,
    ...(perSecond === 0
      ? []
      : [rateText(perSecond), `about ${durationText(((running + waiting) / perSecond) * 1000)} left`]),
  ].join(', ');
}

const barWidth = 20;

/** A line for each step: its name, a bar where there is room and more than one task, and a text. */
export function progressLines(
  steps: readonly { readonly step: string; readonly count: StepCount; readonly text: string }[],
  columns: number,
): string[] {
  const width = Math.max(0, ...steps.map(({ step }) => step.length));
  return steps.map(({ step, count, text }) => {
    const hasBar = totalOf(count) > 1 && columns >= 70 + width;
    return `${step.padEnd(width)} ${hasBar ? `${progressBar(count, barWidth)} ` : ''}${text}`.slice(0, columns);
  });
}

/** A bar of so many characters. */
export function progressBar(count: StepCount, width: number): string {
  const full = Math.floor((count.done / Math.max(1, totalOf(count))) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

function rateText(perSecond: number): string {
  if (perSecond < 1) return `${(perSecond * 60).toFixed(1)}/min`;
  return `${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`;
}
