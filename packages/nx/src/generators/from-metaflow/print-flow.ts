import { camelCase, comment, type Declaration, printDecorator, printField } from './print-declarations';
import { isSameEverywhere, literal, type LiteralKind, quote } from './python/literal';
import { assignedArtifacts, type PythonFlow, type PythonModule, type PythonStep } from './python/read-flow';
import { child, type PythonNode, readCall } from './python/syntax-tree';

/**
 * A flow of Metaflow in TypeScript: graph, decorators, parameters and artifacts as they were. The bodies of steps are Python in
 * comments, apart from what says the same in both languages; a step with such a comment fails until somebody has ported it.
 *
 * @param source of the Python file
 */
export function printFlow(flow: PythonFlow, { rest }: PythonModule, source: string): string {
  const fields = flow.fields.map(printField);
  const own = flow.decorators.map(printDecorator);
  const steps = flow.steps.map((step) => printStep(step, flow, source));
  const artifacts = printArtifacts(flow);
  const declarations = [...own, ...fields, ...steps];
  const imports = new Set(['FlowSpec', 'step', ...declarations.flatMap((one) => one.imports), ...artifacts.imports]);

  const members = [
    fields.flatMap(({ lines }) => lines),
    artifacts.lines,
    ...steps.map(({ lines }) => lines),
    ...flow.methods.map(({ text, indent }) => comment(text, indent)),
  ].filter((lines) => lines.length > 0);
  return [
    `import { ${[...imports].sort(byName).join(', ')} } from '@mf/flow';`,
    '',
    ...rest.flatMap((statement) => [...comment(statement.text), '']),
    ...declarations.flatMap(({ above = [] }) => above),
    ...doc(flow.doc),
    ...own.flatMap(({ lines }) => lines),
    `export class ${flow.name} extends FlowSpec {`,
    ...members.flatMap((lines, i) => [
      ...(i === 0 ? [] : ['']),
      ...lines.map((line) => (line === '' ? '' : `  ${line}`)),
    ]),
    '}',
    '',
  ].join('\n');
}

/** As in the other files: classes before functions, and `type X` by its name. */
function byName(a: string, b: string): number {
  const key = (name: string) => name.replace(/^type /, '');
  return key(a) < key(b) ? -1 : 1;
}

function doc(text: string): string[] {
  if (text === '') return [];
  const lines = text.replaceAll('*/', '*\\/').split('\n');
  if (lines.length === 1) return [`/** ${lines[0]} */`];
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'];
}

const tsTypes: Readonly<Record<LiteralKind, string>> = {
  string: 'string',
  int: 'number',
  float: 'number',
  boolean: 'boolean',
  null: 'unknown',
  array: 'unknown[]',
  object: 'Record<string, unknown>',
  set: 'Set<unknown>',
  bytes: 'Uint8Array',
};

/** The fields that steps set, each with the type that all of its values have. */
function printArtifacts(flow: PythonFlow): Pick<Declaration, 'lines' | 'imports'> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, type: string) => found.set(name, (found.get(name) ?? new Set()).add(type));
  for (const step of flow.steps) {
    for (const { name, value } of assignedArtifacts(step)) {
      const kind = value && literal(value)?.kind;
      add(name, kind === undefined ? 'unknown' : tsTypes[kind]);
    }
    const caught = step.decorators.find(({ name }) => name === 'catch')?.arguments.find(({ name }) => name === 'var');
    const failure = caught && literal(caught.value);
    if (failure?.kind === 'string') found.set(failure.text.slice(1, -1), new Set(['CaughtError | null']));
    const over = step.next?.find(({ name }) => name === 'foreach');
    const list = over && literal(over.value);
    if (list?.kind === 'string') found.set(list.text.slice(1, -1), new Set(['unknown[]']));
  }
  const fields = new Set(flow.fields.map(({ name }) => name));
  const lines = [...found]
    .filter(([name]) => !fields.has(name))
    .map(([name, types]) => `${name}!: ${types.size === 1 ? [...types][0] : 'unknown'};`);
  return { lines, imports: lines.some((line) => line.includes('CaughtError')) ? ['type CaughtError'] : [] };
}

function printStep(step: PythonStep, flow: PythonFlow, source: string): Declaration {
  const decorators = step.decorators.map(printDecorator);
  const body = printBody(step, flow, source);
  const marks = step.marks.map(({ name, value }) => `${name}: ${literal(value)?.text}`);
  const mark = marks.length === 0 ? '@step' : `@step({ ${marks.join(', ')} })`;
  const inputs = step.inputs === undefined ? '' : `${camelCase(step.inputs)}: ${inputsType(step, flow)}`;
  return {
    lines: [
      ...doc(step.doc),
      ...decorators.flatMap(({ lines }) => lines),
      `${mark} ${step.name}(${inputs}) {`,
      ...body.map((line) => (line === '' ? '' : `  ${line}`)),
      '}',
    ],
    imports: [...decorators.flatMap(({ imports }) => imports), ...(step.inputs === undefined ? [] : ['type Inputs'])],
  };
}

/** After a static split the branches are named; after a foreach the inputs are an array. */
function inputsType({ name }: PythonStep, { name: flow, steps }: PythonFlow): string {
  const branches = steps.filter(({ next = [] }) => targets(next).includes(name)).map((one) => quote(one.name));
  return branches.length > 1 ? `Inputs<${flow}, ${branches.join(' | ')}>` : `Inputs<${flow}>`;
}

function targets(next: NonNullable<PythonStep['next']>): string[] {
  return next
    .filter(({ name }) => name === undefined)
    .flatMap(({ value }) => [...value.text.matchAll(/\bself\.(\w+)/g)].map((match) => match[1]!));
}

function printBody(step: PythonStep, flow: PythonFlow, source: string): string[] {
  const lines: string[] = [];
  let at = step.body[0] === undefined ? 0 : lineStart(source, step.body[0].from);
  const unported: PythonNode[] = [];
  for (const statement of step.body) {
    const ported = portedStatement(statement, step);
    if (ported === undefined) {
      const text = source.slice(at, statement.to);
      if (lines.length > 0 && /^[^\n]*\n\s*\n/.test(text)) lines.push('');
      lines.push(...comment(text.replace(/^(\s*\n)+/, '').trimEnd(), statement.indent));
      unported.push(statement);
    } else lines.push(...ported);
    at = statement.to;
  }
  if (unported.length > 0)
    lines.push(
      ...placeholders(assignedArtifacts({ ...step, body: unported }), flow),
      `throw new Error(${quote(`${step.name} is not ported from Python yet`)});`,
    );
  if (step.next) lines.push(printNext(step.next));
  return lines;
}

/** The graph depends on what a foreach or a switch reads, so somebody has to set it before the Python is ported. */
function placeholders(assigned: readonly { readonly name: string }[], { steps }: PythonFlow): string[] {
  const read = new Map<string, string>();
  for (const { name, value } of steps.flatMap(({ next = [] }) => next)) {
    const artifact = literal(value)?.text.slice(1, -1);
    if (artifact !== undefined && name === 'foreach') read.set(artifact, '[]');
    if (artifact !== undefined && name === 'condition') read.set(artifact, "''");
  }
  const names = new Set(assigned.map(({ name }) => name));
  return [...names].filter((name) => read.has(name)).map((name) => `this.${name} = ${read.get(name)!};`);
}

const lineStart = (source: string, at: number) => source.lastIndexOf('\n', at - 1) + 1;

/** What a statement is in TypeScript, where that is sure; undefined otherwise. */
function portedStatement(statement: PythonNode, { inputs }: PythonStep): string[] | undefined {
  if (statement.type === 'PassStatement') return [];
  if (statement.type === 'AssignStatement') {
    const name = /^self\.(\w+)$/.exec(statement.children[0]!.text)?.[1];
    const value = statement.children.length === 3 ? literal(statement.children[2]!) : undefined;
    const isSure = value !== undefined && isSameEverywhere(statement);
    return name === undefined || !isSure ? undefined : [`this.${name} = ${value.text};`];
  }
  const call = child(statement, 'CallExpression');
  if (!call) return undefined;
  const { arguments: given } = readCall(call);
  const callee = call.children[0]!.text;
  if (callee === 'print' && given.every(({ name, value }) => name === undefined && literal(value)))
    return [`console.log(${given.map(({ value }) => literal(value)!.text).join(', ')});`];
  if (callee === 'self.merge_artifacts' && given[0]?.value.text === inputs) return mergeArtifacts(given);
  return undefined;
}

function mergeArtifacts([inputs, ...options]: PythonStep['marks']): string[] | undefined {
  const values = options.map(({ name, value }) =>
    name && literal(value) ? `${name}: ${literal(value)!.text}` : undefined,
  );
  if (values.includes(undefined)) return undefined;
  const second = values.length === 0 ? '' : `, { ${values.join(', ')} }`;
  return [`this.mergeArtifacts(${camelCase(inputs!.value.text)}${second});`];
}

function printNext(next: NonNullable<PythonStep['next']>): string {
  const [cases] = next;
  const words =
    cases?.value.type === 'DictionaryExpression'
      ? [printCases(cases.value)]
      : targets(next).map((name) => `this.${name}`);
  const options = next
    .filter(({ name }) => name !== undefined)
    .map(({ name, value }) => `${camelCase(name!)}: ${literal(value)?.text ?? `undefined /* ${value.text} */`}`);
  return `this.next(${[...words, ...(options.length === 0 ? [] : [`{ ${options.join(', ')} }`])].join(', ')});`;
}

function printCases({ children }: PythonNode): string {
  const parts = children.filter(({ type }) => !['{', '}', ':', ',', 'Comment'].includes(type));
  const cases: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const value = literal(parts[i]!)?.text ?? quote(parts[i]!.text);
    cases.push(
      `${/^'[A-Za-z_]\w*'$/.test(value) ? value.slice(1, -1) : value}: this.${parts[i + 1]!.text.replace(/^self\./, '')}`,
    );
  }
  return `{ ${cases.join(', ')} }`;
}
