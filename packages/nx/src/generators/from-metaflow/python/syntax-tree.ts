import type { SyntaxNode } from '@lezer/common';
import { PythonSyntaxError } from '../errors';

/** A part of a Python file, with its text. */
export interface PythonNode {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** How far its first line is indented. */
  readonly indent: number;
  readonly children: readonly PythonNode[];
}

/** @throws PythonSyntaxError with the line where it ends to be Python */
export function parsePython(source: string): PythonNode {
  // Only this generator needs the parser.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parser } = require('@lezer/python') as typeof import('@lezer/python');
  const tree = parser.parse(source);
  tree.iterate({
    enter({ type, from }) {
      if (type.isError) throw new PythonSyntaxError(source.slice(0, from).split('\n').length);
    },
  });
  return node(tree.topNode, source);
}

function node(from: SyntaxNode, source: string): PythonNode {
  const children: PythonNode[] = [];
  for (let child = from.firstChild; child; child = child.nextSibling) children.push(node(child, source));
  const line = source.slice(source.lastIndexOf('\n', from.from - 1) + 1, from.from);
  return {
    type: from.name,
    from: from.from,
    to: from.to,
    text: source.slice(from.from, from.to),
    indent: /^\s*/.exec(line)![0].length,
    children,
  };
}

/** The first child of a type. */
export function child({ children }: PythonNode, ...types: string[]): PythonNode | undefined {
  return children.find(({ type }) => types.includes(type));
}

/** A node and all below it. */
export function* descendants(top: PythonNode): Generator<PythonNode> {
  yield top;
  for (const one of top.children) yield* descendants(one);
}

/** The statements of a class, a function or a file; comments are none. */
export function statements(top: PythonNode): readonly PythonNode[] {
  const body = child(top, 'Body') ?? top;
  return body.children.filter(({ type }) => type !== ':' && type !== 'Comment');
}

export interface Call {
  /** `retry` of `@retry(times=2)` and of `@metaflow.retry(times=2)`. */
  readonly name: string;
  readonly arguments: readonly { readonly name?: string; readonly value: PythonNode }[];
}

/** A call, or a name alone, as decorators may be. */
export function readCall(top: PythonNode): Call {
  const callee = child(top, 'VariableName', 'MemberExpression', 'PropertyName');
  const name = callee === undefined ? '' : lastName(callee);
  return { name, arguments: readArguments(child(top, 'ArgList')) };
}

function lastName(callee: PythonNode): string {
  return callee.text.split('.').at(-1)!.trim();
}

function readArguments(list: PythonNode | undefined): Call['arguments'] {
  const found: { name?: string; value: PythonNode }[] = [];
  const parts = (list?.children ?? []).filter(({ type }) => !['(', ')', ',', 'Comment'].includes(type));
  for (let i = 0; i < parts.length; i++) {
    const isNamed = parts[i + 1]?.type === 'AssignOp';
    found.push(isNamed ? { name: parts[i]!.text, value: parts[i + 2]! } : { value: parts[i]! });
    if (isNamed) i += 2;
  }
  return found;
}
