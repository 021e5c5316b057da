import type { Argument, Expression } from './expression';
import { quote } from './quote';

export const lineWidth = 100;

/**
 * The lines of an expression in the style of black: on one line where it fits, else all items on one line of their own, else one item
 * a line with a trailing comma.
 *
 * @param indent columns that the statement stands in; the continuation lines carry them
 * @param before text on the first line before the expression, such as `start = ` or `tags=`
 * @param after text on the last line behind it, such as `,`
 */
export function formatExpression(expression: Expression, indent: number, before = '', after = ''): string[] {
  const space = ' '.repeat(indent);
  const flat = `${space}${before}${flatExpression(expression)}${after}`;
  if (!isExploded(expression) && flat.length <= lineWidth) return [flat];
  if (expression.kind === 'code') return [flat];
  if (expression.kind === 'string') return concatenation(expression.text, indent, before, after, flat);
  const [open, close] = brackets(expression);
  const inner = `${space}    ${flatItems(expression).join(', ')}`;
  if (!isExploded(expression) && inner.length <= lineWidth) {
    return [`${space}${before}${open}`, inner, `${space}${close}${after}`];
  }
  const items =
    expression.kind === 'list' || expression.kind === 'tuple'
      ? expression.items.flatMap((item) => formatExpression(item, indent + 4, '', ','))
      : expression.kind === 'dict'
        ? expression.entries.flatMap(([key, value]) =>
            formatExpression(value, indent + 4, `${flatExpression(key)}: `, ','),
          )
        : expression.args.flatMap((argument) => formatExpression(argument.value, indent + 4, prefix(argument), ','));
  if (items.length === 0) return [flat];
  return [`${space}${before}${open}`, ...items, `${space}${close}${after}`];
}

export function flatExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'code':
      return expression.code;
    case 'string':
      return quote(expression.text);
    default: {
      const [open, close] = brackets(expression);
      return `${open}${flatItems(expression).join(', ')}${close}`;
    }
  }
}

type Bracketed = Expression & { kind: 'list' | 'tuple' | 'dict' | 'call' };

function flatItems(expression: Bracketed): string[] {
  switch (expression.kind) {
    case 'list':
    case 'tuple':
      return expression.items.map(flatExpression);
    case 'dict':
      return expression.entries.map(([key, value]) => `${flatExpression(key)}: ${flatExpression(value)}`);
    case 'call':
      return expression.args.map((argument) => prefix(argument) + flatExpression(argument.value));
  }
}

function prefix({ keyword }: Argument): string {
  if (keyword === '**') return keyword;
  return keyword === undefined ? '' : `${keyword}=`;
}

/** True when the expression, or one inside it, asks for lines of its own. */
function isExploded(expression: Expression): boolean {
  switch (expression.kind) {
    case 'code':
    case 'string':
      return false;
    case 'list':
    case 'tuple':
      return expression.items.some(isExploded);
    case 'dict':
      return expression.entries.some(([, value]) => isExploded(value));
    case 'call':
      return expression.exploded || expression.args.some(({ value }) => isExploded(value));
  }
}

function brackets(expression: Bracketed): [open: string, close: string] {
  if (expression.kind === 'list') return ['[', ']'];
  if (expression.kind === 'tuple') return ['(', ')'];
  if (expression.kind === 'dict') return ['{', '}'];
  return [`${expression.callee}(`, ')'];
}

/** Long text, or text of several lines, as literals that Python joins: one for each line, and for each width of a long one. */
function concatenation(text: string, indent: number, before: string, after: string, flat: string): string[] {
  const pieces = text.split(/(?<=\n)/).flatMap((line) => fitting(line, lineWidth - indent - 4));
  if (pieces.length < 2) return [flat];
  const space = ' '.repeat(indent);
  return [`${space}${before}(`, ...pieces.map((piece) => `${space}    ${quote(piece)}`), `${space})${after}`];
}

/** Cuts a line, behind a space if there is one, into parts whose literals are no wider than `width`. */
function fitting(line: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const word of line.split(/(?<= )(?! )/)) {
    if (part !== '' && quote(part + word).length > width) {
      parts.push(part);
      part = '';
    }
    part += word;
  }
  return [...parts, part];
}
