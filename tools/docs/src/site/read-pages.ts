import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, pageTitle } from './navigation';

/** All pages of a folder of Markdown files and its subfolders, in the order of their names. */
export function readPages(folder: string): Page[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({
      path: file.replaceAll('\\', '/').slice(0, -'.md'.length),
      title: pageTitle(readFileSync(join(folder, file), 'utf8')),
    }));
}
