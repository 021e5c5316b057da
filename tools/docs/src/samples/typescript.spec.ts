import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { type KnownNames, modulesOf, type SampleModule } from './module-text';
import { documentationPages, samplesOf } from './pages';

const root = resolve(__dirname, '../../../..');
const samples = documentationPages(root).flatMap((page) => samplesOf(root, page));
const typescript = samples.filter(({ language }) => language === 'ts');
const place = ({ page, line }: { page: string; line: number }) => `${page}:${line}`;

/** What an index file exports by name. */
function exportsOf(from: string, index: string): KnownNames {
  const text = readFileSync(join(root, index), 'utf8');
  const names = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, type, list]) =>
    list!
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .map((name) => ({ isType: type !== undefined || name.startsWith('type '), name: name.replace(/^type /, '') })),
  );
  const of = (isType: boolean) => names.filter((each) => each.isType === isType).map(({ name }) => name);
  return { from, values: of(false), types: of(true) };
}

let folder: string;
const modules = new Map<string, SampleModule>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-samples-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const known = [
    exportsOf('@mf/flow', 'packages/flow/src/index.ts'),
    exportsOf('@mf/flow/cards', 'packages/flow/src/cards/index.ts'),
    exportsOf('@mf/client', 'packages/client/src/index.ts'),
  ];
  for (const page of new Set(typescript.map((sample) => sample.page))) {
    for (const module of modulesOf(
      typescript.filter((sample) => sample.page === page),
      known,
    )) {
      const path = join(folder, page.replace(/\W/g, '-'), module.file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, module.text);
      modules.set(path, module);
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every TypeScript sample of the documentation has the types that it says', () => {
  const program = ts.createProgram([...modules.keys()], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.decorators.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@mf/source'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    ...{ strict: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: true, resolveJsonModule: true },
  });
  const problems = [...modules].flatMap(([path, module]) => {
    const source = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
      const { line } = source.getLineAndCharacterOfPosition(problem.start ?? 0);
      const text = ts.flattenDiagnosticMessageText(problem.messageText, '\n');
      return `${module.page}:${module.lineOf(line + 1)} (${relative(folder, path)}:${line + 1}) ${text}`;
    });
  });
  expect(problems).toEqual([]);
}, 300_000);

test('every name that a flow can import is told of', () => {
  const text = documentationPages(root)
    .map((page) => readFileSync(join(root, page), 'utf8'))
    .join('\n');
  const { values } = exportsOf('@mf/flow', 'packages/flow/src/index.ts');
  expect(values.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
});

test('what is a whole flow says its file, and so is run', () => {
  const whole = typescript.filter(
    ({ code, unchecked }) => /^import .*\bFlowSpec\b/m.test(code) && unchecked === undefined,
  );
  expect(whole.filter(({ file }) => !file).map(place)).toEqual([]);
});

test('what is not checked has a reason', () => {
  const reasons = samples.filter(({ unchecked }) => unchecked !== undefined);
  expect(reasons.filter(({ unchecked }) => unchecked!.split(' ').length < 4).map(place)).toEqual([]);
});

test('every JSON sample can be read', () => {
  const json = samples.filter(({ language, unchecked }) => language === 'json' && unchecked === undefined);
  const problems = json.flatMap((sample) => {
    try {
      JSON.parse(sample.code);
      return [];
    } catch (error) {
      return [`${place(sample)} ${String(error)}`];
    }
  });
  expect(problems).toEqual([]);
});
