import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** What was found out about files, by the hash of their content. */
export interface ContentCache<Facts> {
  get(hash: string): Facts | undefined;
  set(hash: string, facts: Facts): Facts;
  /** Keeps on disk what was used since the cache was opened, and nothing else. */
  save(): void;
}

/**
 * The cache lies beside Nx's own of the project graph, so `nx reset` removes it.
 *
 * @param version to be raised when other facts are read from the same content
 */
export function openContentCache<Facts>(workspaceRoot: string, name: string, version: number): ContentCache<Facts> {
  const folder = process.env['NX_WORKSPACE_DATA_DIRECTORY'] ?? join('.nx', 'workspace-data');
  const file = join(isAbsolute(folder) ? folder : join(workspaceRoot, folder), `${name}.json`);
  const stored = load<Facts>(file, version);
  const used = new Map<string, Facts>();
  let isNew = false;
  return {
    get(hash) {
      const facts = stored.get(hash);
      if (facts !== undefined) used.set(hash, facts);
      return facts;
    },
    set(hash, facts) {
      isNew = true;
      used.set(hash, facts);
      return facts;
    },
    save() {
      if (!isNew && used.size === stored.size) return;
      const temporary = `${file}.${process.pid}.tmp`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(temporary, JSON.stringify({ version, facts: Object.fromEntries(used) }));
      renameSync(temporary, file);
    },
  };
}

function load<Facts>(file: string, version: number): Map<string, Facts> {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as { version: number; facts: Record<string, Facts> };
    return new Map(content.version === version ? Object.entries(content.facts) : []);
  } catch {
    // Not there yet, or damaged: what it held is read again.
    return new Map();
  }
}
