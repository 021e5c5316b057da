import { join } from 'node:path';
import ts from 'typescript';

jest.setTimeout(60_000);

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.decorators.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

/** Type errors of a flow file, as `line: code first line of the message`. */
function errorsOf(source: string): string[] {
  const file = join(__dirname, 'author.flow.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(name, source, target) : getSourceFile(name, target);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line + 1 : 0;
    return `${line}: TS${diagnostic.code} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

/** Every line that ends in `// TS<code> <part of the message>` has that error, and there is no other. */
function expectErrors(source: string): void {
  const expected = source.split('\n').flatMap((text, index) => {
    const [, code, message] = / \/\/ (TS\d+) (.*)$/.exec(text) ?? [];
    return code ? [{ line: index + 1, code, message: message as string }] : [];
  });
  const errors = errorsOf(source);
  for (const { line, code, message } of expected) {
    expect(errors.filter((error) => error.startsWith(`${line}: `)).join('\n')).toContain(code);
    expect(errors.filter((error) => error.startsWith(`${line}: ${code}`)).join('\n')).toContain(message);
  }
  expect(errors.map((error) => Number.parseInt(error))).toEqual(expected.map(({ line }) => line));
}

const imports = `import { catchError, config, current, type DeployTimeContext, environment, float, FlowSpec, includeFile, type Inputs, parameter, retry, schedule, step, timeout } from './index.js';`;

test('accepts a flow with every kind of edge, sync and async', () => {
  const source = `${imports}
@schedule({ cron: '0 2 * * *', timezone: 'Europe/Berlin' })
export class Train extends FlowSpec {
  alpha = parameter({ default: 0.5, help: 'learning rate' });
  threshold = 5;
  titles!: string[]; score!: number; best!: string; size!: 'small' | 'large';
  private secret!: string;
  @step({ start: true }) start() { this.titles = ['a', 'b']; this.secret = 'x'; this.next(this.a, this.b); }
  @step a() { this.score = float(this.alpha * 2 + this.threshold); this.next(this.merge); }
  @step async b() { this.score = await Promise.resolve(1); this.next(this.merge); }
  @step merge(inputs: Inputs<Train, 'a' | 'b'>) {
    this.mergeArtifacts(inputs, { exclude: ['score'] });
    this.score = inputs.a.score + inputs.b.score + inputs.reduce((sum, input) => sum + input.score * input.alpha, 0);
    this.next(this.work, { foreach: 'titles' });
  }
  @retry({ times: 3 }) @timeout({ hours: 1 }) @environment({ vars: { A: 1 } }) @catchError({ var: 'best' }) @step work() { this.best = String(this.input) + this.index; return this.next(this.join); }
  @retry() @step async join(inputs: Inputs<Train>) {
    this.best = inputs.map((input) => input.best + input.index).sort()[0] ?? '';
    this.size = inputs.length > 1 ? 'large' : 'small';
    return this.next({ small: this.end, large: this.again }, { condition: 'size' });
  }
  @step again() { this.score -= 1; this.next({ true: this.again, false: this.end }, { condition: 'score' }); }
  @step end() { const [index, splits] = this.foreachStack()[0] ?? [0, 0]; console.log(index + splits, current.runId, this.helper()); }
  helper() { return this.secret; }
}
declare const console: { log(...what: unknown[]): void };
`;
  expectErrors(source);
});

test('an artifact of the item type can be declared instead of cast', () => {
  expectErrors(`${imports}
export class Typed extends FlowSpec {
  declare readonly input: string;
  length!: number;
  @step work() { this.length = this.input.length; this.next(this.work); }
}
`);
});

test('a join sees artifacts of any type', () => {
  expectErrors(`${imports}
export class Loose extends FlowSpec {
  a!: any; b!: unknown; c!: never[]; seen!: unknown;
  @step join(inputs: Inputs<Loose, 'x'>) { this.seen = [inputs[0]?.a.deep, inputs.x.a, inputs.x.b, inputs.x.c, inputs.x.join]; } // TS2339 Property 'join' does not exist
  @step x() { this.next(this.join); }
}
`);
});

test('finds wrong transitions and speaks of the shape that was meant', () => {
  expectErrors(`${imports}
export class Bad extends FlowSpec {
  items!: string[]; n!: number;
  @step s1() { this.next(this.nope); } // TS2339 Property 'nope' does not exist on type 'Bad'
  @step s2() { this.next(this.work, { foreach: 'itemz' }); } // TS2322 Type '"itemz"' is not assignable
  @step s3() { this.next(this.work, { forech: 'items' }); } // TS2353 'forech' does not exist
  @step s4() { this.next(this.work, { condition: 'n' }); } // TS2353 'condition' does not exist
  @step s5() { this.next({ a: this.work }, { condition: 'nn' }); } // TS2322 Type '"nn"' is not assignable
  @step s6() { this.next({ a: this.work }, { foreach: 'items' }); } // TS2353 'foreach' does not exist
  @step s7() { this.next({ a: this.work }); } // TS2554 Expected 2 arguments, but got 1
  @step s8() { this.next(this.items); } // TS2345 Argument of type 'string[]' is not assignable
  @step s9() { this.next(this.work, this.items); } // TS2345 Argument of type 'string[]' is not assignable
  @step s10() { this.next(this.work()); } // TS2345 Argument of type 'void' is not assignable
  @step s11() { this.next(); } // TS2555 Expected at least 1 arguments
  @step s12() { this.next('work'); } // TS2345 Argument of type 'string' is not assignable
  @step work() { this.next(this.s1); }
}
`);
});

test('finds wrong artifacts, joins and decorators', () => {
  expectErrors(`${imports}
@schedule({ daily: true, hourly: true }) // TS2322 is not assignable
export class Bad extends FlowSpec {
  n!: number;
  @step s1() { this.n = 'x'; } // TS2322 Type 'string' is not assignable to type 'number'
  @step s2(inputs: Inputs<Bad, 'zork'>) { this.n = inputs.length; } // TS2344 Type '"zork"' does not satisfy the constraint 'StepName<Bad>'
  @step s3(inputs: Inputs<Bad>) { this.n = inputs.nothing; } // TS2339 Property 'nothing' does not exist
  @step s4(inputs: Inputs<Bad, 's1'>) { inputs.s1.n = 2; } // TS2540 it is a read-only property
  @step s5() { return 5; } // TS1241 Type 'number' is not assignable to type 'void | Promise<void>'
  @step s6(a: Inputs<Bad>, b: number) { this.n = a.length + b; } // TS1241 Target signature provides too few arguments
  @step field = 5; // TS1240 Unable to resolve signature of property decorator
  @retry({ tims: 3 }) @step s7() {} // TS2561 Did you mean to write 'times'?
  @timeout({ days: 3 }) @step s20() {} // TS2353 'days' does not exist
  @environment({ vars: { A: null } }) @step s21() {} // TS2322 null
  @step s8() { this.index = 3; } // TS2540 it is a read-only property
  @step s9(inputs: Inputs<Bad>) { this.mergeArtifacts(inputs, { include: ['n'], exclude: ['n'] }); } // TS2322 is not assignable to type 'undefined'
}
@schedule({ daily: true }) // TS1238 is not assignable to parameter of type 'abstract new () => FlowSpec'
export class NoFlow {}
`);
});

test('parameters have the type of their default, choices and separator', () => {
  expectErrors(`${imports}
interface Info { who: string }
function info(context: DeployTimeContext): Info { return { who: context.userName }; }
export class Params extends FlowSpec {
  alpha = parameter({ default: 0.01 });
  count = parameter({ type: 'int', required: true });
  maybe = parameter({ type: 'float' });
  name_ = parameter({ default: 'x' });
  text = parameter({});
  list = parameter({ default: 'a,b', separator: ',' });
  flag = parameter({ default: true });
  size = parameter({ default: 'small', choices: ['small', 'large'] });
  info = parameter({ type: 'json', default: info });
  when = parameter({ default: (context) => context.flowName });
  config = parameter<{ deep: number[] }>({ type: 'json', required: true });
  options = parameter<Info>({ type: 'json' });
  big = parameter({ default: 10n });
  bigger = parameter({ type: 'bigint' });
  names = parameter({ default: ['a', 'b'], separator: ';', choices: ['a', 'b'] });
  parsed = parameter<Info>({ type: 'json', default: '{"who": "ana"}' });
  table = includeFile({ default: './table.csv' });
  logo = includeFile({ isText: false, required: true });
  note = includeFile({ encoding: 'latin-1' });
  @step start() {
    const files: [string, Uint8Array, string | null] = [this.table, this.logo, this.note];
    const more: [bigint, bigint | null, readonly ('a' | 'b')[], string] = [this.big, this.bigger, this.names, this.parsed.who];
    const numbers: [number, number, number] = [this.alpha, this.count, this.config.deep[0] ?? 0];
    const texts: [string, readonly string[], string, string] = [this.name_, this.list, this.info.who, this.when];
    const flag: boolean = this.flag;
    const size: 'small' | 'large' = this.size;
    const nullable: [number | null, string | null, Info | null] = [this.maybe, this.text, this.options];
    this.next(this.end);
    return void [numbers, texts, flag, size, nullable, files, more];
  }
  @step end() {
    const a: number = this.maybe; // TS2322 Type 'null' is not assignable to type 'number'
    const b: string = this.text; // TS2322 Type 'null' is not assignable to type 'string'
    const c: 'huge' = this.size; // TS2322 is not assignable to type '"huge"'
    const d: string = this.logo; // TS2322 Type 'Uint8Array
    const e: string = this.note; // TS2322 Type 'null' is not assignable to type 'string'
    const f: number = this.big; // TS2322 Type 'bigint' is not assignable to type 'number'
    return void [a, b, c, d, e, f];
  }
}
`);
});

test('configs have the type of their default, their parser, or what the author says', () => {
  expectErrors(`${imports}
interface Settings { retries: number; deep: { names: string[] } }
const settings = config<Settings>('settings', { default: './settings.json' });
const limits = config('limits', { defaultValue: { rows: 10 }, help: 'How many' });
const parsed = config('parsed', { required: true, parser: (text: string) => ({ words: text.split(' ') }) });
const maybe = config<Settings>('maybe');
const any = config('any', { default: 'any.json' });
@schedule({ cron: String(limits.rows) })
export class Configured extends FlowSpec {
  settings = settings;
  rows = parameter({ default: limits.rows });
  @retry({ times: settings.retries }) @step start() {
    const all: [number, readonly string[], readonly string[], unknown] = [this.rows, this.settings.deep.names, parsed.words, any['x']];
    return void [all, maybe?.retries];
  }
  @step end() {
    settings.retries = 3; // TS2540 it is a read-only property
    this.settings.deep.names.push('x'); // TS2339 Property 'push' does not exist
    return void maybe.retries; // TS18047 possibly 'null'
  }
}
config('both', { default: 'x.json', defaultValue: {} }); // TS2769 No overload matches this call
config('text', { defaultValue: 3 }); // TS2769 No overload matches this call
`);
});

test('finds wrong parameter options', () => {
  expectErrors(`${imports}
export class Params extends FlowSpec {
  a = parameter({ type: 'int', default: 'x' }); // TS2769 Type 'string' is not assignable to type 'number
  b = parameter({ type: 'number' }); // TS2769 Type '"number"' is not assignable to type
  c = parameter({ type: 'int', default: (context) => context.nothing }); // TS2339 Property 'nothing' does not exist on type 'DeployTimeContext'
  d = parameter({ default: 1, separator: ',' }); // TS2769 No overload matches this call
  e = parameter({ default: 1, choices: ['a'] }); // TS2769 No overload matches this call
  f = parameter({ default: ['a'] }); // TS2769 No overload matches this call
  g = includeFile({ isText: 'no' }); // TS2322 Type 'string' is not assignable to type 'boolean
}
`);
});

test('knows what a user-defined decorator needs', () => {
  expectErrors(`import { type FlowSpec as Base } from './index.js';
import { FlowSpec, type Inputs, step, userStepDecorator } from './index.js';
const bare = userStepDecorator('bare', async ({ step, flow }, run) => { if (step !== '' && flow.index !== 1) await run(); });
const unit = userStepDecorator<{ unit: 's' | 'ms' }>('unit', ({ attributes }, run) => { if (attributes.unit === 's') return run(); });
const scored = userStepDecorator<{ least?: number }, Base & { score: number }>('scored', async ({ flow }, run) => { await run(); flow.score += 1; });
export class My extends FlowSpec {
  score!: number;
  @bare @unit({ unit: 's' }) @scored @step start() { this.next(this.join); }
  @bare() @scored({ least: 1 }) @step async join(inputs: Inputs<My>) { this.score = inputs.length; this.next(this.end); }
  @unit({ unit: 'h' }) @step end() {} // TS2322 not assignable
}
export class Other extends FlowSpec {
  @scored @step start() {} // TS1241 Unable to resolve
}
`);
});
