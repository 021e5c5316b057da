import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { headingAnchor } from './site/heading-anchor';

const root = resolve(__dirname, '../../..');
const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`);
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name));
const files = [...docs, 'README.md', 'CONTRIBUTING.md', ...packages].filter(
  (file) => file.endsWith('.md') && existsSync(join(root, file)),
);

/** Without fenced code, in which `[a](b)` is no link. */
const prose = (file: string) => readFileSync(join(root, file), 'utf8').replace(/^```.*?^```/gms, '');

function anchors(file: string): Set<string> {
  const found = new Set<string>();
  for (const [, title] of prose(file).matchAll(/^#+ (.*)$/gm)) {
    const anchor = headingAnchor(title!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let unique = anchor;
    for (let n = 1; found.has(unique); n++) unique = `${anchor}-${n}`;
    found.add(unique);
  }
  return found;
}

// The build of the site checks links between pages. This is about those of the forge, too, and about what stands after a `#`.
test.each(files)('%s: every link leads somewhere', (file) => {
  const broken = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path, anchor] = link.split('#');
      const target = path ? relative(root, resolve(root, dirname(file), path)) : file;
      return !existsSync(join(root, target)) || (anchor !== undefined && !anchors(target).has(anchor));
    });
  expect(broken).toEqual([]);
});
