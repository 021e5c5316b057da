import { formatLine, type OutputLine } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { colorsFor } from './colors';
import { lineFor } from './terminal-line';

/** Makes text of lines. Colours tell the scheduler's own lines and bad news apart from what tasks print. */
export function linePainter({ stdout, env }: CommandIo): (line: OutputLine) => string {
  const colors = colorsFor(stdout, env);
  return (line) => {
    if (line.isBad) return colors.red(formatLine(line));
    if (line.kind === 'system') return colors.magenta(formatLine(line));
    return colors.dim(formatLine({ ...line, text: '' })) + lineFor(stdout, line.text);
  };
}

/** A line of the scheduler about a step as a whole. */
export function stepLine(step: string, text: string): OutputLine {
  return { time: new Date(), text: `${step}: ${text}`, kind: 'system', isBad: false };
}

/** The step that a line is of. */
export function stepOf({ task }: OutputLine): string | undefined {
  return task?.path.split('/')[1];
}
