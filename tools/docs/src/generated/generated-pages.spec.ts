import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from './generated-pages';
import { markdownTable } from './markdown-table';
import { optionType } from './option-schema';

const root = join(__dirname, '../../../..');
const pages = generatedPages(root);

test.each(Object.keys(pages))('docs/%s says what the code says; else: npm run docs:generate', (name) => {
  expect(readFileSync(join(root, 'docs', name), 'utf8')).toBe(pages[name]);
});

test('every inferred option and every generator is there', () => {
  expect(pages['targets.md']).toMatch(/^\| `--maxNumSplits` +\| number/m);
  expect(pages['targets.md']).toContain('nx g @mf/nx:flow apps/train');
  expect(pages['targets.md']).not.toContain('__unparsed__');
});

test.each([
  [{ enum: ['a', 'b'] }, '`a`, `b`'],
  [{ type: 'array', items: { type: 'string', description: '' } }, 'list of text'],
  [{ type: ['string', 'number'] }, 'text or number'],
  [
    {
      oneOf: [
        { type: 'number', description: '' },
        { type: 'boolean', description: '' },
      ],
    },
    'number or flag',
  ],
  [
    {
      oneOf: [
        { type: 'array', items: { type: ['string', 'number'], description: '' }, description: '' },
        { type: 'number', description: '' },
      ],
    },
    'list of text or number',
  ],
])('what an option takes: %j', (schema, words) => {
  expect(optionType(schema)).toBe(words);
});

test('a table is aligned, and its bars are escaped', () => {
  expect(
    markdownTable([
      ['a', 'b'],
      ['x|y', '1'],
    ]),
  ).toBe('| a    | b   |\n| ---- | --- |\n| x\\|y | 1   |');
});
