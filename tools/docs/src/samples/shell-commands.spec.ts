import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { mf } from '@mf/cli';
import { documentationPages, samplesOf } from './pages';
import { type NamedCommand, shellCommands } from './shell-commands';

const root = resolve(__dirname, '../../../..');
const pages = documentationPages(root);
const readJson = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as never;

/** Every parameter that a sample declares: `mf run` and `nx run x:run` have them as options. */
const parameters = [
  ...new Set(
    pages
      .flatMap((page) => samplesOf(root, page))
      .filter(({ language }) => language === 'ts')
      .flatMap(({ code }) => [...code.matchAll(/^ *(\w+) = (?:parameter|includeFile)\(/gm)].map(([, name]) => name!)),
  ),
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-shell-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(
    join(folder, 'docs.flow.ts'),
    `import { FlowSpec, parameter, project, step, triggerOnFinish } from '@mf/flow';
@project({ name: 'docs' })
@triggerOnFinish({ flow: 'OtherFlow' })
export class DocsFlow extends FlowSpec {
${parameters.map((name) => `  ${name} = parameter({ default: 'x' });`).join('\n')}
  @step start() { this.next(this.end); }
  @step end() {}
}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('commands are found in fences and in sentences', () => {
  const page =
    'Call `npx mf run x.flow.ts --max-workers 4`, not `this.next()`.\n\n```sh\nA=1 nx run x:check --on=airflow # why\nls\n```\n';
  expect(shellCommands(page)).toEqual([
    { line: 1, words: ['mf', 'run', 'x.flow.ts', '4'], options: ['max-workers'] },
    { line: 4, words: ['nx', 'run', 'x:check'], options: ['on'] },
  ]);
});

const helps = new Map<string, Promise<string | undefined>>();

/** What `mf WORDS --help` prints, of the flow above where the command takes one; undefined when there is no such command. */
function helpOf(command: readonly string[]): Promise<string | undefined> {
  const key = command.join(' ');
  const asked = helps.get(key) ?? readHelp(command);
  helps.set(key, asked);
  return asked;
}

async function readHelp(command: readonly string[]): Promise<string | undefined> {
  let text = '';
  const sink = () =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        done();
      },
    });
  const takesFlow = ['run', 'airflow trigger'].includes(command.join(' '));
  const words = [...command, ...(takesFlow ? ['docs.flow.ts'] : []), '--help'];
  if ((await mf(words, { cwd: folder, stdout: sink(), stderr: sink() })) !== 0) return undefined;
  // Help of the whole program, where a command is not known.
  return text.startsWith(`Usage: ${['mf', ...command].join(' ')} `) ? text : undefined;
}

const optionsIn = (help: string) => [...help.matchAll(/^ +(?:-\w, )?--([\w-]+)/gm)].map(([, name]) => name!);
const commandsIn = (help: string) =>
  [...(/^Commands:\n([^]*)/m.exec(help)?.[1] ?? '').matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name]) => name!);

/** The options of a command: of one word, or of two. */
async function optionsOfMf([first = '', second = '']: readonly string[]): Promise<readonly string[] | undefined> {
  const help = (/^[a-z-]+$/.test(second) ? await helpOf([first, second]) : undefined) ?? (await helpOf([first]));
  return help === undefined ? undefined : optionsIn(help);
}

test('docs/commands.md has every option of every command', async () => {
  const page = readFileSync(join(root, 'docs/commands.md'), 'utf8');
  const missing: string[] = [];
  const visit = async (command: readonly string[]): Promise<void> => {
    const help = (await helpOf(command))!;
    for (const name of commandsIn(help)) await visit([...command, name]);
    if (!page.includes(`mf ${command[0] ?? ''}`)) missing.push(`mf ${command.join(' ')}`);
    const own = optionsIn(help).filter((option) => !['help', 'version', ...parameters.map(kebab)].includes(option));
    for (const option of own) {
      if (!page.includes(`--${option}`)) missing.push(`mf ${command.join(' ')} --${option}`);
    }
  };
  await visit([]);
  expect(missing).toEqual([]);
}, 120_000);

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const optionsOfSchema = (schema: string) =>
  Object.keys((readJson(schema) as { properties: Record<string, unknown> }).properties).map(kebab);
const nxOwn = ['projects', 'skip-nx-cache', 'base', 'head', 'configuration', 'dry-run', 'parallel', 'preset', 'all'];

/** What the page says that is not so, or undefined. */
async function problemOf({ words: [program, ...words], options }: NamedCommand): Promise<string | undefined> {
  const unknown = (known: readonly string[]) => {
    const wrong = options.filter((option) => ![...known, 'help'].includes(option.split('.')[0]!));
    return wrong.length > 0 ? `has no option ${wrong.join(', ')}` : undefined;
  };
  // `COMMAND`, `...`: stands for any.
  const isOpen = (word: string | undefined) => word === undefined || /^[A-Z.…]+$/.test(word);
  if (program === 'npm') {
    if (words[0] !== 'run') return undefined;
    const { scripts } = readJson('package.json') as { scripts: Record<string, string> };
    return words[1] !== undefined && words[1] in scripts ? undefined : 'is no script of package.json';
  }
  if (program === 'mf') {
    if (isOpen(words[0]) || (words.length > 1 && isOpen(words[1]) && words[0] === 'airflow')) return undefined;
    const known = await optionsOfMf(words);
    return known ? unknown(known) : 'is no command';
  }
  const [executors, generators] = ['executors', 'generators'].map(
    (kind) => (readJson(`packages/nx/${kind}.json`) as Record<string, Record<string, { schema: string }>>)[kind]!,
  );
  if (words[0] === 'run' && words[1]?.includes(':')) {
    const target = words[1].split(':')[1]!;
    if (isOpen(target)) return undefined;
    const executor = executors![target];
    if (!executor) return 'is no target';
    const takesParameters = ['run', 'airflow-trigger'].includes(target);
    const known = [
      ...optionsOfSchema(join('packages/nx', executor.schema)),
      ...nxOwn,
      ...(takesParameters ? parameters.map(kebab) : []),
    ];
    return unknown(known);
  }
  if (words[0] === 'g' && words[1]?.startsWith('@mf/nx:')) {
    const generator = generators![words[1].slice('@mf/nx:'.length)];
    if (isOpen(words[1].slice('@mf/nx:'.length))) return undefined;
    return generator
      ? unknown([...optionsOfSchema(join('packages/nx', generator.schema)), ...nxOwn])
      : 'is no generator';
  }
  const at = words.indexOf('-t');
  if (at >= 0) {
    const targets = words.slice(at + 1);
    return targets.filter((target) => !executors![target]).map((target) => `no target ${target}`)[0];
  }
  return undefined;
}

test.each(pages)(
  '%s names commands and options that there are',
  async (page) => {
    const problems: string[] = [];
    for (const command of shellCommands(readFileSync(join(root, page), 'utf8'))) {
      const problem = await problemOf(command);
      if (problem) problems.push(`${page}:${command.line} ${command.words.join(' ')}: ${problem}`);
    }
    expect(problems).toEqual([]);
  },
  120_000,
);
