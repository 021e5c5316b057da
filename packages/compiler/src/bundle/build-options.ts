import type { BuildOptions } from 'esbuild';

/**
 * What every build of ours has in common: bytes that depend on the code alone, not on the folder, the environment or an author's own
 * settings; names kept, so that stack traces and class names are the author's.
 */
export const commonOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  keepNames: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
  // CommonJS packages expect the first two, modules the third. The first lines of a bundle declare what stands for them.
  define: { __filename: '__mfFilename', __dirname: '__mfDirname', 'import.meta': '__mfImportMeta' },
  // Otherwise NODE_PATH would have a say.
  nodePaths: [],
} as const satisfies BuildOptions;

/** Where packages of the author's resolve to. Naming one condition turns esbuild's own `module` off, so it is named, too. */
export const authorConditions: string[] = ['module'];

/** Where packages resolve to in a bundle. */
export function conditionsFor(runnerModule: string): string[] {
  // A runner given as source belongs to the workspace of @mf itself: its packages are taken from source as well.
  return runnerModule.endsWith('.ts') ? ['@mf/source', ...authorConditions] : authorConditions;
}
