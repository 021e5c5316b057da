import type { ExactJson } from '@mf/ir';

/** The expressions that a DAG file is made of. */
export type Expression =
  /** Something that the program wrote: a name, a number, `True`. Never text of a user. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | { readonly kind: 'call'; readonly callee: string; readonly args: readonly Argument[]; readonly exploded: boolean };

export interface Argument {
  /** Absent for a positional argument; `**` for a dict of arguments whose names only the file knows. */
  readonly keyword?: string;
  readonly value: Expression;
}

export const code = (text: string): Expression => ({ kind: 'code', code: text });
export const string = (text: string): Expression => ({ kind: 'string', text });
export const list = (items: readonly Expression[]): Expression => ({ kind: 'list', items });
/** Of two items or more: one alone would need a comma behind it. */
export const tuple = (items: readonly Expression[]): Expression => ({ kind: 'tuple', items });
export const dict = (entries: readonly (readonly [Expression, Expression])[]): Expression => ({
  kind: 'dict',
  entries,
});
export const positional = (value: Expression): Argument => ({ value });
export const spread = (value: Expression): Argument => ({ keyword: '**', value });
export const keyword = (name: string, value: Expression): Argument => ({ keyword: name, value });

/** A call; `exploded` gives each argument a line of its own even where all would fit on one. */
export const call = (callee: string, args: readonly Argument[], { exploded = false } = {}): Expression => ({
  kind: 'call',
  callee,
  args,
  exploded,
});

/** Which number of Python a number of JSON becomes. */
export type NumberKind = 'as written' | 'float';

/** The Python value with the same meaning; under `float`, every number is one (2 becomes 2.0). */
export function jsonExpression(value: ExactJson, numbers: NumberKind = 'as written'): Expression {
  if (value === null) return code('None');
  if (typeof value === 'boolean') return code(value ? 'True' : 'False');
  if (typeof value === 'number') return code(number(value, numbers));
  if (typeof value === 'bigint') return code(value.toString());
  if (value instanceof Number) return code(number(value.valueOf(), 'float'));
  if (typeof value === 'string') return string(value);
  if (Array.isArray(value)) return list(value.map((item: ExactJson) => jsonExpression(item, numbers)));
  return dict(Object.entries(value).map(([key, item]) => [string(key), jsonExpression(item as ExactJson, numbers)]));
}

function number(value: number, numbers: NumberKind): string {
  if (Object.is(value, -0)) return '-0.0';
  if (!Number.isInteger(value)) return String(value);
  if (numbers === 'as written') return BigInt(value).toString();
  const text = String(value);
  return text.includes('e') ? text : `${text}.0`;
}
