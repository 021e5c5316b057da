import { runnerFileName } from '../program/runner-file-names';
import { describeFailure } from '../task/task-failure';

/** What kept a step from running. An error that says what to do is of the user's making: where in the runner it was found is of no use to him. */
export function describeRefusal(error: unknown): string {
  const lines = describeFailure(error).split('\n');
  const isCoded = /^MF\d{4}: /.test(lines.at(-1) ?? '');
  const isOurs = (line: string) => /^ +at /.test(line) && (runnerFileName.test(line) || /[ (]node:/.test(line));
  return lines.filter((line) => !isCoded || !isOurs(line)).join('\n');
}
