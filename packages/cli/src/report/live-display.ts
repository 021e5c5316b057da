import type { CommandIo } from '../command-io';
import { colorsFor } from './colors';
import { linePainter, stepLine, stepOf } from './paint-line';
import { PacedWriter } from './paced-writer';
import { isAtRest, progressBar, progressText } from './progress-text';
import type { RunDisplay } from './run-display';
import { WideSteps } from './wide-steps';

/** How often the terminal is brought up to date, in milliseconds: lines that come faster are written together. */
const interval = 80;
/** Lines that are kept back until then, at most. */
const mostLines = 500;
const barWidth = 20;

/** Lines that scroll, and below them a block with the numbers of wide steps. */
export async function openLiveDisplay(io: CommandIo): Promise<RunDisplay> {
  const { createLogUpdate } = await import('log-update');
  const terminal = io.stdout as typeof process.stdout;
  // With the cursor shown there is nothing to restore when the process is killed.
  const block = createLogUpdate(terminal, { showCursor: true });
  const paint = linePainter(io);
  const writer = new PacedWriter(io.stdout);
  const colors = colorsFor(io.stdout, io.env);
  const steps = new WideSteps();
  const closed = new Set<string>();
  let lines: string[] = [];

  const blockText = (): string => {
    const active = steps.all().filter(({ count }) => !isAtRest(count));
    const width = Math.max(0, ...active.map(({ step }) => step.length));
    const columns = (terminal.columns ?? 80) - 1;
    return active
      .map((progress) => {
        const bar = columns < 70 + width ? '' : `${progressBar(progress.count, barWidth)} `;
        return colors.cyan(`${progress.step.padEnd(width)} ${bar}${progressText(progress)}`.slice(0, columns));
      })
      .join('\n');
  };
  const render = (): void => {
    if (lines.length > 0) {
      block.clear();
      writer.write(lines.map((line) => `${line}\n`).join(''));
      lines = [];
    }
    const text = blockText();
    if (text === '') block.clear();
    else block(text);
  };
  /** A step that is over leaves its numbers among the lines. */
  const closeSteps = (isNext: (step: string) => boolean): void => {
    for (const progress of steps.all()) {
      const { step, count } = progress;
      if (!isAtRest(count) || closed.has(step) || isNext(step)) continue;
      closed.add(step);
      lines.push(paint(stepLine(step, progressText(progress))));
    }
  };
  const timer = setInterval(render, interval).unref();
  return {
    output(line) {
      const step = stepOf(line);
      if (line.isRoutine && steps.has(step)) return;
      if (line.kind === 'system') closeSteps((closing) => closing === step);
      lines.push(paint(line));
      // Without a block there is nothing to keep in its place.
      if (steps.all().length === 0) render();
    },
    outputTaken() {
      // What comes faster than the terminal is brought up to date is not collected without end.
      if (lines.length > mostLines) render();
      return writer.taken();
    },
    onProgress: steps.update,
    close() {
      clearInterval(timer);
      closeSteps(() => false);
      render();
      block.clear();
    },
  };
}
