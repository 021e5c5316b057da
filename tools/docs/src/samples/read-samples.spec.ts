import { modulesOf } from './module-text';
import { readSamples } from './read-samples';

const page = `# Page

<!-- before: declare const grow: () => number; -->

\`\`\`ts in=flow
@step async train() { ... }
\`\`\`

\`\`\`ts file=a.ts
const a = 1;
\`\`\`

<!-- unchecked: it is
a sketch -->
\`\`\`ts
nonsense
\`\`\`

- \`\`\`ts file=a.ts
  const b = a;
  \`\`\`
`;

test('a page is read into its samples', () => {
  expect(readSamples('p.md', page.replace('- ```ts', '  ```ts'))).toEqual([
    {
      page: 'p.md',
      line: 5,
      language: 'ts',
      within: 'flow',
      prints: false,
      before: 'declare const grow: () => number;',
      code: '@step async train() { ... }\n',
    },
    { page: 'p.md', line: 9, language: 'ts', file: 'a.ts', prints: false, before: '', code: 'const a = 1;\n' },
    {
      page: 'p.md',
      line: 15,
      language: 'ts',
      prints: false,
      before: '',
      unchecked: 'it is\na sketch',
      code: 'nonsense\n',
    },
    { page: 'p.md', line: 19, language: 'ts', file: 'a.ts', prints: false, before: '', code: 'const b = a;\n' },
  ]);
});

test('its modules are fragments with what they need, and whole files; each line knows where it stands', () => {
  const known = [{ from: '@mf/flow', values: ['FlowSpec', 'step', 'retry'], types: ['Inputs'] }];
  const modules = modulesOf(readSamples('p.md', page.replace('- ```ts', '  ```ts')), known);
  expect(modules.map(({ file, text }) => [file, text])).toEqual([
    [
      'line-5.ts',
      'declare const grow: () => number;\n' +
        "import { FlowSpec, step } from '@mf/flow';\n" +
        'export class Fragment extends FlowSpec {\n@step async train() {}\n}\nexport {};\n',
    ],
    ['a.ts', 'const a = 1;\nconst b = a;\n'],
  ]);
  expect([1, 4].map((line) => modules[0]!.lineOf(line))).toEqual([5, 6]);
  expect([1, 2].map((line) => modules[1]!.lineOf(line))).toEqual([10, 20]);
});
