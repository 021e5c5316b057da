import { formatExpression, lineWidth } from './format-expression';
import type { Statement } from './statement';

/** Python source of at most 100 columns a line where its literals allow, ending with a line break. */
export function formatStatements(statements: readonly Statement[]): string {
  return `${statements.flatMap((statement) => format(statement, 0)).join('\n')}\n`;
}

function format(statement: Statement, indent: number): string[] {
  const space = ' '.repeat(indent);
  switch (statement.kind) {
    case 'blank':
      return [''];
    case 'verbatim':
      return statement.lines.map((line) => (line === '' ? '' : space + line));
    case 'comment':
      return [`${space}# ${oneLine(statement.text)}`];
    case 'assign':
      return formatExpression(statement.value, indent, `${statement.name} = `);
    case 'expression':
      return formatExpression(statement.value, indent, '');
    case 'return':
      return formatExpression(statement.value, indent, 'return ');
    case 'function':
      return [
        ...statement.decorators.flatMap((decorator) => formatExpression(decorator, indent, '@')),
        `${space}def ${statement.name}(${statement.parameters.join(', ')}):`,
        ...statement.body.flatMap((inner) => format(inner, indent + 4)),
      ];
    case 'with':
      return [
        ...formatExpression(statement.context, indent, 'with ', ':'),
        ...statement.body.flatMap((inner) => format(inner, indent + 4)),
      ];
    case 'chain':
      return formatChain(statement.links, indent);
  }
}

/** A comment ends at any of Python's line breaks, so whatever could be one is written as an escape. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

type Link = string | readonly string[];

/** A chain that does not fit on a line goes on in the next one from its last link; a list that does not fit is exploded. */
function formatChain(links: readonly Link[], indent: number): string[] {
  const lines: string[] = [];
  let begun: Link[] = [];
  for (const link of links) {
    const last = begun.at(-1);
    if (begun.length > 1 && last !== undefined && flatChain([...begun, link], indent).length > lineWidth) {
      lines.push(...formatShortChain(begun, indent));
      begun = [last];
    }
    begun.push(link);
  }
  return [...lines, ...formatShortChain(begun, indent)];
}

function formatShortChain(links: readonly Link[], indent: number): string[] {
  const flat = flatChain(links, indent);
  if (flat.length <= lineWidth) return [flat];
  const space = ' '.repeat(indent);
  const text = links.map((link) =>
    typeof link === 'string' ? link : `[\n${link.map((name) => `${space}    ${name},\n`).join('')}${space}]`,
  );
  return `${space}${text.join(' >> ')}`.split('\n');
}

function flatChain(links: readonly Link[], indent: number): string {
  const text = links.map((link) => (typeof link === 'string' ? link : `[${link.join(', ')}]`));
  return ' '.repeat(indent) + text.join(' >> ');
}
