import { isWholeFloat, literal, quote } from './python/literal';
import type { PythonDecorator, PythonFlow } from './python/read-flow';
import { type Call, type PythonNode, readCall } from './python/syntax-tree';

/** A declaration of the flow in TypeScript. */
export interface Declaration {
  /** Lines, not indented. */
  readonly lines: readonly string[];
  /** What it imports from `@mf/flow`. */
  readonly imports: readonly string[];
  /** Lines above the class that it needs. */
  readonly above?: readonly string[];
}

/** Decorators of Metaflow that are there under the same name, or another; all others are kept as comments. */
const decorators: Readonly<Record<string, string>> = {
  airflow_external_task_sensor: 'airflowExternalTaskSensor',
  airflow_s3_key_sensor: 'airflowS3KeySensor',
  card: 'card',
  catch: 'catchError',
  environment: 'environment',
  kubernetes: 'kubernetes',
  project: 'project',
  resources: 'resources',
  retry: 'retry',
  schedule: 'schedule',
  secrets: 'secrets',
  timeout: 'timeout',
  trigger: 'trigger',
  trigger_on_finish: 'triggerOnFinish',
};

/** One that is not there, or has values that are no literals, stays as a comment: nothing is lost. */
export function printDecorator(decorator: PythonDecorator): Declaration {
  const name = decorators[decorator.name];
  const options = name === undefined ? undefined : objectOf(decorator.arguments);
  if (name === undefined || options === undefined)
    return { lines: comment(decorator.text, decorator.indent), imports: [] };
  return { lines: [`@${name}(${options})`], imports: [name] };
}

/** Options with the names that TypeScript's authors use; undefined when one is no literal. */
function objectOf(given: Call['arguments']): string | undefined {
  const options = given.map(({ name, value }) => {
    const text = literal(value)?.text;
    return name === undefined || text === undefined ? undefined : `${camelCase(name)}: ${text}`;
  });
  if (options.includes(undefined)) return undefined;
  return options.length === 0 ? '' : `{ ${options.join(', ')} }`;
}

/** What a class attribute of a flow is: a parameter, a file, a configuration, or a constant. */
export function printField({ name, value }: PythonFlow['fields'][number]): Declaration {
  const call = value.type === 'CallExpression' ? readCall(value) : undefined;
  if (call?.name === 'Parameter') return printParameter(name, call, 'parameter');
  if (call?.name === 'IncludeFile') return printParameter(name, call, 'includeFile');
  if (call?.name === 'Config') return printConfig(name, call);
  const constant = literal(value);
  return constant
    ? { lines: [`${name} = ${constant.text};`], imports: [] }
    : { lines: comment(`${name} = ${value.text}`, value.indent), imports: [] };
}

const types: Readonly<Record<string, string>> = {
  int: 'int',
  float: 'float',
  str: 'string',
  bool: 'boolean',
  JSONType: 'json',
};
const known = new Set(['type', 'default', 'required', 'help', 'separator', 'is_text', 'encoding']);

function printParameter(property: string, call: Call, declare: 'parameter' | 'includeFile'): Declaration {
  const [first, ...rest] = call.arguments;
  const named = first?.name === 'name' || first?.name === undefined ? rest : call.arguments;
  const outside = first && literal(first.value)?.text;
  const options: string[] = [];
  const lost: string[] = [];
  if (outside !== undefined && outside !== quote(property)) options.push(`name: ${outside}`);
  for (const { name = '', value } of named) {
    const text = name === 'type' ? typeName(value) : literal(value)?.text;
    // Metaflow has options that only its own command line knows.
    if (name === 'show_default') continue;
    if (text === undefined || !known.has(name)) lost.push(...comment(`${name}=${value.text}`, value.indent));
    else options.push(`${camelCase(name)}: ${text}`);
  }
  const value = named.find(({ name }) => name === 'default')?.value;
  const isFloat = value?.type === 'Number' && isWholeFloat(value.text) && !named.some(({ name }) => name === 'type');
  if (isFloat && declare === 'parameter') options.unshift("type: 'float'");
  return {
    lines: [...lost, `${property} = ${declare}({ ${options.join(', ')} });`],
    imports: [declare],
  };
}

function typeName(value: PythonNode): string | undefined {
  const type = types[value.text];
  return type === undefined ? undefined : quote(type);
}

/** A configuration is declared above the class, so that decorators can use it. */
function printConfig(property: string, call: Call): Declaration {
  const [first, ...named] = call.arguments;
  const name = (first && literal(first.value)?.text) ?? quote(property);
  const values = named.filter(({ name: option, value }) => option !== undefined && literal(value) !== undefined);
  const lost = named
    .filter((option) => !values.includes(option))
    .map((option) => `${option.name}=${option.value.text}`);
  const options = objectOf(values)!;
  return {
    lines: [`${property} = ${property};`],
    imports: ['config'],
    above: [
      ...lost.flatMap((option) => comment(option)),
      `const ${property} = config(${[name, ...(options === '' ? [] : [options])].join(', ')});`,
    ],
  };
}

export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Python as a comment, without the indentation that it has where it stands. */
export function comment(python: string, indent = 0): string[] {
  return python
    .trimEnd()
    .split('\n')
    .map((line) => `// ${line.slice(Math.min(indent, /^\s*/.exec(line)![0].length))}`.trimEnd());
}
