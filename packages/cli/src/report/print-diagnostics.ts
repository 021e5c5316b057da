import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeFrameColumns } from '@babel/code-frame';
import type { Diagnostic } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { indent } from './print-error';
import { colorsFor } from './colors';

/** Prints every diagnostic with its place, a frame of the source and what to do, and a count at the end. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], root: string, io: CommandIo): void {
  const colors = colorsFor(io.stderr, io.env);
  for (const diagnostic of diagnostics) {
    const { file, line, column } = diagnostic.at;
    const paint = diagnostic.severity === 'error' ? colors.red : colors.yellow;
    io.stderr.write(
      `${colors.bold(`${file}:${line}:${column}`)} ${paint(`${diagnostic.severity} ${diagnostic.code}`)} ${diagnostic.message}\n`,
    );
    const frame = codeFrame(join(root, file), line, column, colors.isColorSupported);
    if (frame !== undefined) io.stderr.write(`${frame}\n`);
    io.stderr.write(`${indent(diagnostic.advice)}\n\n`);
  }
  if (diagnostics.length > 0) io.stderr.write(`${count(diagnostics)}\n`);
}

/** The lines around a place; undefined when the source is not there to be read (an error inside a bundled dependency). */
function codeFrame(path: string, line: number, column: number, color: boolean): string | undefined {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  return indent(
    codeFrameColumns(source, { start: { line, column } }, { highlightCode: color, linesAbove: 1, linesBelow: 1 }),
  );
}

function count(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [
    errors > 0 ? `${errors} error${errors === 1 ? '' : 's'}` : '',
    warnings > 0 ? `${warnings} warning${warnings === 1 ? '' : 's'}` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
