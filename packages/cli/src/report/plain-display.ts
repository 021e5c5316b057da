import type { CommandIo } from '../command-io';
import { linePainter, stepLine, stepOf } from './paint-line';
import { PacedWriter } from './paced-writer';
import { isAtRest, progressText, type StepProgress } from './progress-text';
import type { RunDisplay } from './run-display';
import { WideSteps } from './wide-steps';

/** How often the numbers of wide steps are printed, in milliseconds. */
const interval = 10_000;

/** Lines alone: for files, pipes and the logs of other programs. */
export function openPlainDisplay(io: CommandIo): RunDisplay {
  const paint = linePainter(io);
  const writer = new PacedWriter(io.stdout);
  const steps = new WideSteps();
  /** How many tasks were done when a step's numbers were printed last. */
  const printed = new Map<string, number>();
  const print = (isDue: (progress: StepProgress) => boolean): void => {
    for (const progress of steps.all()) {
      const { step, count } = progress;
      if (printed.get(step) === count.done || !isDue(progress)) continue;
      printed.set(step, count.done);
      writer.write(`${paint(stepLine(step, progressText(progress)))}\n`);
    }
  };
  const timer = setInterval(() => print(() => true), interval).unref();
  return {
    output(line) {
      const step = stepOf(line);
      if (line.isRoutine && steps.has(step)) return;
      // A step that is over says so before the next one begins.
      if (line.kind === 'system') print((progress) => isAtRest(progress.count) && progress.step !== step);
      writer.write(`${paint(line)}\n`);
    },
    outputTaken: () => writer.taken(),
    onProgress: steps.update,
    close() {
      clearInterval(timer);
      print(() => true);
    },
  };
}
