import { constants } from 'node:os';
import { formatLine, type OutputSink, type RunResult } from '@mf/runtime';
import { createColors } from 'picocolors';
import type { CommandIo } from '../command-io';
import { printError } from './print-error';

/** Prints the lines of a run as they come. Colours, only on a terminal, tell the scheduler's own lines and bad news apart. */
export function runSink(io: CommandIo): OutputSink {
  const colors = createColors(io.stdout.isTTY === true);
  return (line) => {
    const text = formatLine(line);
    const paint = line.isBad ? colors.red : line.kind === 'system' ? colors.magenta : String;
    io.stdout.write(`${paint(text)}\n`);
  };
}

/** Says how a run ended and, if it did not succeed, how to go on. Returns the exit code: after a signal, that of a shell. */
export function reportRun(result: RunResult, file: string, io: CommandIo): number {
  if (result.status === 'succeeded') return 0;
  if (result.status === 'failed') {
    io.stderr.write(`${result.message}\n`);
    if (result.error) printError(result.error, io);
  }
  io.stderr.write(`To continue where it stopped: mf resume ${file} --origin-run-id ${result.run}\n`);
  return result.status === 'interrupted' ? 128 + constants.signals[result.signal] : 1;
}
