import type { CommandIo } from '../command-io';
import { adviceFor } from './advice';
import { isCodedError } from './coded-error';
import { colorsFor } from './colors';

/** Prints an error once, in the one form that all commands share: code, message, advice; a stack only for bugs. */
export function printError(error: unknown, io: CommandIo): void {
  const colors = colorsFor(io.stderr, io.env);
  if (isCodedError(error)) {
    io.stderr.write(`${colors.red(`error ${error.code}`)} ${error.message}\n${indent(adviceFor(error))}\n`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`${colors.red('error')} This is a bug of mf. Please report it with these lines:\n${indent(text)}\n`);
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
