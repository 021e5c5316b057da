import type { CommandIo } from '../command-io';
import { colorsFor } from './colors';
import { openLiveLines } from './live-lines';
import { linePainter, stepLine, stepOf } from './paint-line';
import { isAtRest, progressLines, progressText } from './progress-text';
import type { RunDisplay } from './run-display';
import { WideSteps } from './wide-steps';

/** Lines that scroll, and below them a block with the numbers of wide steps. */
export async function openLiveDisplay(io: CommandIo): Promise<RunDisplay> {
  const paint = linePainter(io);
  const colors = colorsFor(io.stdout, io.env);
  const steps = new WideSteps();
  const closed = new Set<string>();
  const terminal = await openLiveLines(io, (columns) => {
    const active = steps.all().filter(({ count }) => !isAtRest(count));
    const rows = active.map((progress) => ({ ...progress, text: progressText(progress) }));
    return progressLines(rows, columns).map(colors.cyan);
  });
  /** A step that is over leaves its numbers among the lines. */
  const closeSteps = (isNext: (step: string) => boolean): void => {
    for (const progress of steps.all()) {
      const { step, count } = progress;
      if (!isAtRest(count) || closed.has(step) || isNext(step)) continue;
      closed.add(step);
      terminal.line(paint(stepLine(step, progressText(progress))));
    }
  };
  return {
    output(line) {
      const step = stepOf(line);
      if (line.isRoutine && steps.has(step)) return;
      if (line.kind === 'system') closeSteps((closing) => closing === step);
      terminal.line(paint(line));
      // Without a block there is nothing to keep in its place.
      if (steps.all().length === 0) terminal.render();
    },
    outputTaken: () => terminal.taken(),
    onProgress: steps.update,
    close() {
      closeSteps(() => false);
      terminal.close();
    },
  };
}
