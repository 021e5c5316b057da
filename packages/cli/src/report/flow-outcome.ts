import { Writable } from 'node:stream';
import type { CommandIo } from '../command-io';
import { printError } from './print-error';

/** What became of one flow of several. */
export interface FlowOutcome {
  readonly file: string;
  readonly success: boolean;
  /** All that there is to say about it: paths written, diagnostics, an error. */
  readonly terminalOutput: string;
}

/** Does something for one flow and catches what it prints and throws, so that no flow hides or fails another. */
export async function outcomeOf(
  file: string,
  io: CommandIo,
  action: (io: CommandIo) => Promise<boolean> | boolean,
): Promise<FlowOutcome> {
  const caught = catchOutput(io);
  let success = false;
  try {
    success = await action(caught.io);
  } catch (error) {
    printError(error, caught.io);
  }
  return { file, success, terminalOutput: caught.text() };
}

/** Where a command writes to, with what is written kept. */
export function catchOutput(io: CommandIo): { readonly io: CommandIo; readonly text: () => string } {
  const pieces: string[] = [];
  const sink = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        pieces.push(chunk.toString());
        done();
      },
    }),
    { isTTY: io.stdout.isTTY === true },
  );
  return { io: { ...io, stdout: sink, stderr: sink }, text: () => pieces.join('') };
}

/** Prints outcomes as they come: what went well to stdout, the rest to stderr. Exit code 1 when one failed. */
export async function printOutcomes(outcomes: AsyncIterable<FlowOutcome>, io: CommandIo): Promise<number> {
  let code = 0;
  for await (const { success, terminalOutput } of outcomes) {
    (success ? io.stdout : io.stderr).write(terminalOutput);
    if (!success) code = 1;
  }
  return code;
}
