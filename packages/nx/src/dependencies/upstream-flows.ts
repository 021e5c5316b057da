import type { Class, Expression, Program } from 'oxc-parser';

/**
 * The flows that a file names in `@triggerOnFinish` by a text: `'TrainFlow'`, `'project.branch.TrainFlow'` or `{ name: 'TrainFlow' }`, one or
 * several. One that is given by its class is imported, and that is an edge already; a name that is computed is not seen.
 */
export async function upstreamFlows(file: string, source: string): Promise<string[]> {
  if (!source.includes('triggerOnFinish')) return [];
  const { parseSync } = await import('oxc-parser');
  const names = classes(parseSync(file, source).program)
    .flatMap(({ decorators }) => decorators)
    .flatMap(({ expression }) => (isTriggerOnFinish(expression) ? expression.arguments : []))
    .flatMap((options) => [property(options, 'flow'), property(options, 'flows')])
    .flatMap(flowNames);
  return [...new Set(names)];
}

function classes({ body }: Program): Class[] {
  return body.flatMap((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement;
    return declared?.type === 'ClassDeclaration' ? [declared] : [];
  });
}

function isTriggerOnFinish(expression: Expression): expression is Extract<Expression, { type: 'CallExpression' }> {
  if (expression.type !== 'CallExpression') return false;
  const { callee } = expression;
  if (callee.type === 'Identifier') return callee.name === 'triggerOnFinish';
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'triggerOnFinish'
  );
}

/** The value of a property where an expression is an object with it. */
function property(expression: { readonly type: string } | undefined, name: string): Expression | undefined {
  if (expression?.type !== 'ObjectExpression') return undefined;
  const { properties } = expression as Extract<Expression, { type: 'ObjectExpression' }>;
  for (const entry of properties) {
    if (entry.type !== 'Property') continue;
    const key = entry.key.type === 'Identifier' ? entry.key.name : entry.key.type === 'Literal' ? entry.key.value : '';
    if (key === name) return entry.value;
  }
  return undefined;
}

/** The class of a flow is the last part of its full name. */
function flowNames(value: Expression | undefined): string[] {
  if (value?.type === 'Literal') return typeof value.value === 'string' ? [value.value.split('.').at(-1)!] : [];
  if (value?.type === 'ArrayExpression')
    return value.elements.flatMap((element) => (element === null ? [] : flowNames(element as Expression)));
  return value === undefined ? [] : flowNames(property(value, 'name'));
}
