import { constants } from 'node:os';
import { type FailedTask, type RunResult, TooManySplitsError } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import type { LocalRunOptions } from '../options/local-run-options';
import { logsCommand, resumeCommand } from '../options/resume-command';
import { indent, printError } from './print-error';

/** How many lines of an error, and how many failed tasks, are shown at the end: what was printed before has it all. */
const mostLines = 6;
const mostTasks = 5;

/**
 * Says how a run ended and, if it did not succeed, why and how to go on. Returns the exit code: after a signal, that of a shell.
 *
 * @param options those that the run was started with
 */
export function reportRun(result: RunResult, file: string, options: LocalRunOptions, io: CommandIo): number {
  if (result.status === 'succeeded') return 0;
  const { run } = result;
  if (result.status === 'failed') {
    const [first, ...others] = result.failedTasks;
    io.stderr.write(`${result.message}\n${first ? indent(errorText(first)) : ''}`);
    if (others.length > 0) io.stderr.write(`${othersText(others)}\n`);
    if (result.error) printError(result.error, io);
    const task = `${run}/${result.step}/${result.task}`;
    io.stderr.write(`To read all that it printed:     ${logsCommand(file, task, options)}\n`);
  }
  io.stderr.write(`To continue where it stopped:    ${resumeCommand(file, run, enough(options, result))}\n`);
  return result.status === 'interrupted' ? 128 + constants.signals[result.signal] : 1;
}

/** The options with a limit that does not end the next run as it has ended this one. */
function enough(options: LocalRunOptions, result: RunResult): LocalRunOptions {
  const error = result.status === 'failed' ? result.error : undefined;
  return error instanceof TooManySplitsError ? { ...options, maxNumSplits: error.splits } : options;
}

/** The error's message, and the author's line that threw it. */
function errorText({ exception }: FailedTask): string {
  if (!exception) return '';
  const lines = (exception.stacktrace ?? `${exception.type}: ${exception.exception}`).split('\n');
  const thrown = lines.findIndex((line) => /^\s+at /.test(line));
  const end = Math.min(thrown < 0 ? lines.length : thrown + 1, mostLines);
  return `${lines.slice(0, end).join('\n')}\n`;
}

function othersText(others: readonly FailedTask[]): string {
  const named = others.slice(0, mostTasks).map(({ step, task }) => `${step}/${task}`);
  const rest = others.length > mostTasks ? `, and ${others.length - mostTasks} more` : '';
  return `Failed as well: ${named.join(', ')}${rest}`;
}
