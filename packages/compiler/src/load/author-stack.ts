import { dirname, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Position } from '@mf/ir';
import { isRunnerFile } from '../bundle/bundled-runner';
import { entryName } from '../bundle/flow-entry';

/**
 * The author's line that a stack leads to: its first frame that the bundle's source map knows and that is neither the runner's nor in an
 * installed package.
 *
 * @param stack as Node prints it with source maps: sources stand relative to the folder of the bundle
 * @param bundleFile absolute path
 */
export function authorPosition(stack: string, bundleFile: string): Position | undefined {
  for (const line of stack.split('\n')) {
    const at = framePosition(line, bundleFile);
    if (at && !isRunnerFile(at.file) && !at.file.includes('node_modules/')) return at;
  }
  return undefined;
}

function framePosition(line: string, bundleFile: string): Position | undefined {
  const match = /^\s+at (?:[^/\\]* \()?((?:file:\/\/)?.+):(\d+):(\d+)\)?$/.exec(line);
  if (!match) return undefined;
  const [, place = '', row, column] = match;
  const path = place.startsWith('file://') ? fileURLToPath(place) : place;
  if (!isAbsolute(path) || path === bundleFile) return undefined;
  const file = relative(dirname(bundleFile), path).split(sep).join('/');
  if (file.startsWith('../') || file === entryName) return undefined;
  return { file, line: Number(row), column: Number(column) };
}
