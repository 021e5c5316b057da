import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './generated-pages';

const root = join(__dirname, '../../../..');

for (const [name, text] of Object.entries(generatedPages(root))) {
  writeFileSync(join(root, 'docs', name), text);
  console.log(`docs/${name}`);
}
