/** An error whose file was looked for in the folder of a flow's bundle. */
export const besideBundleCode = 'MF3013';

/**
 * Whether a file was looked for in the folder of the bundle, or of caches around it: nobody means that, but code that looks beside itself
 * does it.
 */
export function isMissingBesideBundle(error: unknown, folder: string): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, path } = error as { code?: unknown; path?: unknown };
  const around = /^.*\/node_modules\/\.cache\//.exec(folder)?.[0] ?? `${folder}/`;
  return code === 'ENOENT' && typeof path === 'string' && path.startsWith(around);
}

/**
 * What to do about such an error.
 *
 * @param stack with the author's lines
 */
export function adviceBesideBundle(stack: string): string {
  const frame = stack.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  const name = /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(frame ?? '')?.[1];
  return name === undefined
    ? 'In a flow, __dirname and import.meta.url are the place of its bundle. Take a file with includeFile(), import it (JSON), or let its path start at process.cwd().'
    : `${name} looks for files beside itself, and it is part of the bundle. Leave it outside, in package.json: "mf": { "external": ["${name}"] }`;
}
