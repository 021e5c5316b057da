import type { CommandIo, FlowOutcome } from '@mf/cli';

/** Prints what became of each flow as it comes. Fails when one failed. */
export async function printedOutcomes(
  outcomes: AsyncIterable<FlowOutcome>,
  { stdout, stderr }: CommandIo,
): Promise<{ success: boolean }> {
  let all = true;
  for await (const { success, terminalOutput } of outcomes) {
    (success ? stdout : stderr).write(terminalOutput);
    all &&= success;
  }
  return { success: all };
}
