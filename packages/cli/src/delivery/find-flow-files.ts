import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All flow files below a folder, sorted: not what is installed, built or hidden. Absolute paths. */
export function findFlowFiles(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.') || name === 'node_modules' || name === 'dist') continue;
    if (entry.isDirectory()) found.push(...findFlowFiles(join(folder, name)));
    else if (name.endsWith('.flow.ts')) found.push(join(folder, name));
  }
  return found.sort();
}
