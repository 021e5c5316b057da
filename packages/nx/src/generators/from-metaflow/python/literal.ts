import { descendants, type PythonNode } from './syntax-tree';

/** A kind of literal, as far as it matters for what stands for it in TypeScript. */
export type LiteralKind = 'string' | 'int' | 'float' | 'boolean' | 'null' | 'array' | 'object' | 'set' | 'bytes';

export interface Literal {
  readonly kind: LiteralKind;
  /** TypeScript. */
  readonly text: string;
}

/** Whether a value reads the same in both languages: there are no tuples in TypeScript, and `2.0` is the integer 2. */
export function isSameEverywhere(node: PythonNode): boolean {
  return [...descendants(node)].every(
    ({ type, text }) => type !== 'TupleExpression' && (type !== 'Number' || !isWholeFloat(text)),
  );
}

export function isWholeFloat(text: string): boolean {
  return /[.e]/i.test(text) && !/^0x/i.test(text) && Number.isInteger(Number(text.replaceAll('_', '')));
}

/** A Python literal in TypeScript; undefined for any other expression. Keys of dictionaries are not changed. */
export function literal(node: PythonNode): Literal | undefined {
  switch (node.type) {
    case 'String':
      return string(node.text);
    case 'ContinuedString': {
      const parts = node.children.map(literal);
      if (!parts.every((part) => part?.kind === 'string')) return undefined;
      return { kind: 'string', text: quote(parts.map((part) => unquote(part!.text)).join('')) };
    }
    case 'Number':
      return number(node.text);
    case 'Boolean':
      return { kind: 'boolean', text: node.text.toLowerCase() };
    case 'None':
      return { kind: 'null', text: 'null' };
    case 'UnaryExpression': {
      const operand = node.children[1] && literal(node.children[1]);
      const isNegative = node.children[0]?.text === '-' && (operand?.kind === 'int' || operand?.kind === 'float');
      return isNegative ? { kind: operand.kind, text: `-${operand.text}` } : undefined;
    }
    case 'ParenthesizedExpression':
      return items(node).length === 1 ? literal(items(node)[0]!) : undefined;
    case 'ArrayExpression':
    case 'TupleExpression':
      return list(node, 'array', (texts) => `[${texts}]`);
    case 'SetExpression':
      return list(node, 'set', (texts) => `new Set([${texts}])`);
    case 'DictionaryExpression':
      return dictionary(node);
    default:
      return undefined;
  }
}

const brackets = ['(', ')', '[', ']', '{', '}', ',', ':', 'Comment'];

function items({ children }: PythonNode): PythonNode[] {
  return children.filter(({ type }) => !brackets.includes(type));
}

function list(node: PythonNode, kind: LiteralKind, print: (texts: string) => string): Literal | undefined {
  const elements = items(node).map(literal);
  if (elements.includes(undefined)) return undefined;
  return { kind, text: print(elements.map((element) => element!.text).join(', ')) };
}

function dictionary(node: PythonNode): Literal | undefined {
  const parts = items(node).map(literal);
  if (parts.includes(undefined) || parts.length % 2 !== 0) return undefined;
  const entries: string[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    if (parts[i]!.kind !== 'string') return undefined;
    const key = unquote(parts[i]!.text);
    entries.push(`${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}: ${parts[i + 1]!.text}`);
  }
  return { kind: 'object', text: entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }` };
}

/** Larger integers than JavaScript's numbers can hold exactly are bigints. */
function number(text: string): Literal | undefined {
  const plain = text.replaceAll('_', '');
  if (/^(\d+|0[xob][\da-f]+)$/i.test(plain)) {
    if (/^0\d/.test(plain)) return { kind: 'int', text: String(Number(plain)) };
    return { kind: 'int', text: Number.isSafeInteger(Number(plain)) ? plain : `${plain}n` };
  }
  if (!/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return undefined;
  return { kind: 'float', text: String(Number(plain)) };
}

/** A text with a prefix that makes it something else (`f`, `b`) is no literal. */
function string(text: string): Literal | undefined {
  const prefix = /^[a-zA-Z]*/.exec(text)![0];
  if (!/^[uUrR]?$/.test(prefix)) return undefined;
  const body = stripped(text);
  return { kind: 'string', text: quote(/r/i.test(prefix) ? body : unescape(body)) };
}

/** What stands between the quotes. */
function stripped(text: string): string {
  const quoted = text.replace(/^[a-zA-Z]*/, '');
  const width = /^("""|''')/.test(quoted) ? 3 : 1;
  return quoted.slice(width, -width);
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  '\n': '',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function unescape(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g,
    (all, x?: string, u?: string, U?: string, other?: string) => {
      const code = x ?? u ?? U;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      if (/["'\\]/.test(other!)) return other!;
      return escapes[other!] ?? all;
    },
  );
}

/** A TypeScript string in single quotes. */
export function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}

/** The text that `quote` has quoted. */
export function unquote(quoted: string): string {
  return JSON.parse(`"${quoted.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"')}"`) as string;
}

/** The text of a docstring, without the indentation that its lines share. */
export function docText(text: string): string {
  const lines = unescape(stripped(text)).split('\n');
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => /^\s*/.exec(line)![0].length);
  const shared = Math.min(...indents, 200);
  return [lines[0]!.trim(), ...lines.slice(1).map((line) => line.slice(shared).trimEnd())].join('\n').trim();
}
