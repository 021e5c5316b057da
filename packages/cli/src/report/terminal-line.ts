const escape = String.fromCharCode(0x1b);
const bell = String.fromCharCode(0x07);

/** What a line may do to a terminal besides showing text: `\u001b[31m` colours, `\u001b]8;;https://…` links; anything else is not kept. */
const sequence = new RegExp(
  [
    `${escape}\\[[0-?]*[ -/]*[@-~]`,
    `${escape}\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
    `${escape}[ -/]*[0-~]?`,
    `[^\\t\\P{Cc}]`,
  ].join('|'),
  'gu',
);
const colour = new RegExp(`^${escape}\\[[0-9;:]*m$`);
const link = `${escape}]8;`;

/**
 * A line that an author's code printed, for a terminal that shows other lines too: colours end with it, and it cannot move the cursor, clear
 * the screen or ring. Of a line that was written over (`\r`, as progress bars do) what was written last is shown.
 */
export function terminalLine(text: string): string {
  const last = text.split('\r').findLast((part) => part !== '') ?? '';
  const shown = last.replace(sequence, (found) => (colour.test(found) || found.startsWith(link) ? found : ''));
  return shown.includes(`${escape}[`) ? `${shown}${escape}[0m` : shown;
}

/** `terminalLine` for a terminal; elsewhere all stays as it was printed. */
export function lineFor({ isTTY }: { readonly isTTY?: boolean }, text: string): string {
  return isTTY ? terminalLine(text) : text;
}
