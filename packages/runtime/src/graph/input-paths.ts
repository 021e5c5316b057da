import { deflateSync, inflateSync } from 'node:zlib';

/** From this length on a list of paths is compressed, so that it fits on a command line (Metaflow's limit). */
const plainLimit = 500;

/**
 * A list of task paths (`run/step/task`) as one command line argument, in Metaflow's form: separated by commas, a common prefix
 * written once before a colon, and long lists as `!` and Base64 of twice deflated text.
 */
export function formatInputPaths(paths: readonly string[]): string {
  const prefix = paths.length > 1 ? commonPrefix(paths) : '';
  const text =
    prefix === '' ? paths.join(',') : `${prefix}:${paths.map((path) => path.slice(prefix.length)).join(',')}`;
  if (text.length < plainLimit) return text;
  // Twice, as Metaflow does: the first pass leaves repetitions of its own.
  return `!${deflateSync(deflateSync(Buffer.from(text))).toString('base64')}`;
}

/** The reverse of formatInputPaths. */
export function parseInputPaths(text: string): string[] {
  const plain = text.startsWith('!') ? inflateSync(inflateSync(Buffer.from(text.slice(1), 'base64'))).toString() : text;
  const colon = plain.indexOf(':');
  if (colon < 0) return plain.split(',');
  const prefix = plain.slice(0, colon);
  return plain
    .slice(colon + 1)
    .split(',')
    .map((suffix) => prefix + suffix);
}

function commonPrefix(paths: readonly string[]): string {
  const first = paths.reduce((a, b) => (a < b ? a : b));
  const last = paths.reduce((a, b) => (a > b ? a : b));
  let length = 0;
  while (length < first.length && first[length] === last[length]) length += 1;
  return first.slice(0, length);
}
