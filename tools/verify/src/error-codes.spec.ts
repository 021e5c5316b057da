import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

const codesIn = (text: string): string[] => text.match(/\bMF\d{4}\b/g) ?? [];

function sources(): string[] {
  return ['packages', 'tools'].flatMap((rooms) =>
    readdirSync(join(root, rooms), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        readdirSync(join(root, rooms, name, 'src'), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
          .map((file) => readFileSync(join(root, rooms, name, 'src', file), 'utf8')),
      ),
  );
}

test('docs/errors.md lists exactly the codes that the sources have, each once', () => {
  const used = [...new Set(sources().flatMap(codesIn))].sort();
  const documented = codesIn(readFileSync(join(root, 'docs', 'errors.md'), 'utf8').replaceAll(/As MF\d{4}/g, ''));
  expect(documented.sort()).toEqual(used);
});
