import type { OutputLine } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { openLiveDisplay } from './live-display';
import { hasLiveTerminal } from './live-lines';
import { linePainter } from './paint-line';
import { PacedWriter } from './paced-writer';
import { openPlainDisplay } from './plain-display';
import type { RunDisplay } from './run-display';

/**
 * Shows a run while something is done: lines as they come, and for steps with many tasks their numbers in the place of the lines that
 * every task has. On a terminal the numbers stay below the lines and renew themselves, elsewhere they are lines too.
 *
 * @param isQuiet show nothing but what tasks print, and what goes wrong
 */
export async function withDisplay<T>(
  io: CommandIo,
  isQuiet: boolean,
  work: (display: Omit<RunDisplay, 'close'>) => Promise<T>,
): Promise<T> {
  const display = isQuiet ? quietDisplay(io) : hasLiveTerminal(io) ? await openLiveDisplay(io) : openPlainDisplay(io);
  try {
    return await work(display);
  } finally {
    display.close();
  }
}

function quietDisplay(io: CommandIo): RunDisplay {
  const paint = linePainter(io);
  const writer = new PacedWriter(io.stdout);
  const isShown = ({ kind, isBad }: OutputLine): boolean => kind === 'task' || isBad;
  return {
    output(line) {
      if (isShown(line)) writer.write(`${paint(line)}\n`);
    },
    outputTaken: () => writer.taken(),
    onProgress: () => undefined,
    close: () => undefined,
  };
}
