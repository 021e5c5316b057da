import type { Sample } from './read-samples';

/** What a package exports: a fragment that imports nothing may use it. */
export interface KnownNames {
  readonly from: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** A file made of one sample, or of all that a page gives for it. */
export interface SampleModule {
  readonly page: string;
  /** Path below the folder of the page. */
  readonly file: string;
  readonly text: string;
  /** The line of the page that a line of the text (from 1) stands in; for what is not on the page, the line of the fence. */
  lineOf(line: number): number;
}

/**
 * The modules of a page's TypeScript. Samples with one `file` are one module, in their order. A fragment is one of its own: its `{ ... }` and
 * `...` are left out, members of a class get one around them, and names of our packages are imported.
 */
export function modulesOf(samples: readonly Sample[], known: readonly KnownNames[]): SampleModule[] {
  const parts = new Map<string, Sample[]>();
  for (const sample of samples) {
    if (sample.language !== 'ts' || sample.unchecked !== undefined) continue;
    const file = sample.file ?? `line-${sample.line}.ts`;
    parts.set(file, [...(parts.get(file) ?? []), sample]);
  }
  return [...parts].map(([file, of]) => moduleOf(file, of, known));
}

function moduleOf(file: string, samples: readonly Sample[], known: readonly KnownNames[]): SampleModule {
  const lines: { text: string; line: number }[] = [];
  const add = (text: string, first: number, moves: boolean) => {
    if (text === '') return;
    text.split('\n').forEach((each, index) => lines.push({ text: each, line: moves ? first + index : first }));
  };
  for (const sample of samples) {
    const code = sample.file ? sample.code : sample.code.replace(/\{ \.\.\. \}/g, '{}').replace(/^ *\.\.\.$/gm, '');
    add(sample.before, sample.line, false);
    const opening = sample.within === 'flow' ? 'export class Fragment extends FlowSpec {' : '';
    if (!sample.file) add(imports([sample.before, opening, code].join('\n'), known), sample.line, false);
    add(opening, sample.line, false);
    add(code.replace(/\n$/, ''), sample.line + 1, true);
    if (opening) add('}', sample.line, false);
    if (!sample.file) add('export {};', sample.line, false);
  }
  return {
    page: samples[0]!.page,
    file,
    text: `${lines.map(({ text }) => text).join('\n')}\n`,
    lineOf: (line) => lines[line - 1]?.line ?? samples[0]!.line,
  };
}

function imports(code: string, known: readonly KnownNames[]): string {
  const isUsed = (name: string) =>
    new RegExp(`(?<![.\\w'])${name}\\b(?!['\\w]|:)`).test(code.replace(/\/\/.*$/gm, '')) &&
    !new RegExp(`\\b(?:class|const|function) ${name}\\b|\\bimport\\b[^;]*\\b${name}\\b[^;]*;`).test(code);
  return known
    .map(({ from, values, types }) => {
      const names = [...values.filter(isUsed), ...types.filter(isUsed).map((name) => `type ${name}`)];
      return names.length > 0 ? `import { ${names.join(', ')} } from '${from}';` : '';
    })
    .filter(Boolean)
    .join('\n');
}
