/** The name of the runner, or of a part of it, which lie beside a bundle. */
export const runnerFileName = /\bmf-[a-z0-9-]+-[0-9a-f]{16}\.cjs\b/;

/** The files of the runner that code loads: a bundle names the runner, and that its parts. */
export function runnerFilesIn(code: Buffer): string[] {
  return code.toString('latin1').match(new RegExp(runnerFileName, 'g')) ?? [];
}
