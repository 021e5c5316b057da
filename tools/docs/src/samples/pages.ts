import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSamples, type Sample } from './read-samples';

/** The user documentation: the pages of docs/, and the files that a forge or a registry shows. Paths are relative to the root. */
export function documentationPages(root: string): string[] {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`);
  return ['README.md', 'CONTRIBUTING.md', ...docs.map((name) => `docs/${name}`), ...packages].filter((page) =>
    existsSync(join(root, page)),
  );
}

export const samplesOf = (root: string, page: string): Sample[] =>
  readSamples(page, readFileSync(join(root, page), 'utf8'));
