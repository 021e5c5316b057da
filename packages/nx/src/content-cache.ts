import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** To be raised when `importSpecifiers` reads more or less from the same text. */
const version = 1;

/** The specifiers of files by the hash that Nx has of their content. */
export interface SpecifierCache {
  get(hash: string): readonly string[] | undefined;
  set(hash: string, specifiers: readonly string[]): readonly string[];
  /** Keeps on disk what was used since the cache was opened, and nothing else. */
  save(): void;
}

/** The cache lies beside Nx's own of the project graph, so `nx reset` removes it. */
export function openSpecifierCache(workspaceRoot: string): SpecifierCache {
  const folder = process.env['NX_WORKSPACE_DATA_DIRECTORY'] ?? join('.nx', 'workspace-data');
  const file = join(isAbsolute(folder) ? folder : join(workspaceRoot, folder), 'mf-imports.json');
  const stored = load(file);
  const used = new Map<string, readonly string[]>();
  let isNew = false;
  return {
    get(hash) {
      const specifiers = stored.get(hash);
      if (specifiers) used.set(hash, specifiers);
      return specifiers;
    },
    set(hash, specifiers) {
      isNew = true;
      used.set(hash, specifiers);
      return specifiers;
    },
    save() {
      if (!isNew && used.size === stored.size) return;
      const temporary = `${file}.${process.pid}.tmp`;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(temporary, JSON.stringify({ version, specifiers: Object.fromEntries(used) }));
      renameSync(temporary, file);
    },
  };
}

function load(file: string): Map<string, readonly string[]> {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as { version: number; specifiers: Record<string, string[]> };
    return new Map(content.version === version ? Object.entries(content.specifiers) : []);
  } catch {
    // Not there yet, or damaged: what it held is read again.
    return new Map();
  }
}
