import type { CallExpression, Function, Node, ReturnStatement, Statement } from 'oxc-parser';

/** Where a `this.next(...)` stands in the body of a step. */
export type Placement =
  /** A statement of the body itself. `last` when nothing follows that would run. */
  | { readonly kind: 'statement'; readonly last: boolean }
  /** Inside of a construct that may leave it out or repeat it, or of another expression. */
  | { readonly kind: 'inside'; readonly construct: string }
  /** In a function of its own, which runs at some other time or never. */
  | { readonly kind: 'function' };

export interface NextCall {
  readonly node: CallExpression;
  /** The inherited step that is called instead (`super.<step>()`), and calls `this.next(...)` in its turn. */
  readonly through: string | undefined;
  readonly placement: Placement;
}

/**
 * The `this.next(...)` of a method, in the order of the source, and what calls it through a base class.
 *
 * @param leading names of the inherited steps that lead on
 */
export function findNextCalls(method: Function, leading: ReadonlySet<string>): readonly NextCall[] {
  const statements = method.body?.body ?? [];
  return statements
    .flatMap((statement, index) => {
      const direct = directCall(statement, leading);
      const last = statements.slice(index + 1).every(runsNothing);
      return [
        ...(direct ? [{ node: direct, placement: { kind: 'statement', last } } as const] : []),
        ...callsWithin(direct ?? statement, undefined, direct !== undefined, leading),
      ];
    })
    .map((call) => ({ ...call, through: memberOfSuper(call.node) }));
}

/** The `return` statements by which a method ends before its last statement, those of functions inside it left out. */
export function findEarlyReturns(method: Function, leading: ReadonlySet<string>): readonly ReturnStatement[] {
  const statements = method.body?.body ?? [];
  const found: ReturnStatement[] = [];
  const visit = (node: Node): void => {
    if (isScope(node)) return;
    if (node.type === 'ReturnStatement' && !directCall(node, leading)) found.push(node);
    childrenOf(node).forEach(visit);
  };
  const lastNext = statements.findLastIndex((statement) => directCall(statement, leading));
  statements.slice(0, Math.max(lastNext, 0)).forEach(visit);
  return found;
}

/** `this.next(...)`, also when it is returned or awaited. */
function directCall(statement: Statement, leading: ReadonlySet<string>): CallExpression | undefined {
  const expression =
    statement.type === 'ExpressionStatement'
      ? statement.expression
      : statement.type === 'ReturnStatement'
        ? statement.argument
        : null;
  const bare = expression?.type === 'AwaitExpression' ? expression.argument : expression;
  return bare && isNextCall(bare, leading) ? bare : undefined;
}

function callsWithin(
  node: Node,
  around: Placement | undefined,
  skipSelf: boolean,
  leading: ReadonlySet<string>,
): Omit<NextCall, 'through'>[] {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return [];
  const placement = placementWithin(node, around);
  const own: Omit<NextCall, 'through'>[] =
    !skipSelf && isNextCall(node, leading)
      ? [{ node, placement: around ?? { kind: 'inside', construct: 'another expression' } }]
      : [];
  return [...own, ...childrenOf(node).flatMap((child) => callsWithin(child, placement, false, leading))];
}

/** A function counts most, then the innermost construct. */
function placementWithin(node: Node, around: Placement | undefined): Placement | undefined {
  if (around?.kind === 'function') return around;
  if (isScope(node)) return { kind: 'function' };
  const construct = constructs[node.type];
  return construct === undefined ? around : { kind: 'inside', construct };
}

const constructs: Readonly<Record<string, string>> = {
  IfStatement: 'an if',
  SwitchStatement: 'a switch statement',
  ConditionalExpression: 'a conditional expression',
  LogicalExpression: 'a logical expression',
  ForStatement: 'a loop',
  ForInStatement: 'a loop',
  ForOfStatement: 'a loop',
  WhileStatement: 'a loop',
  DoWhileStatement: 'a loop',
  TryStatement: 'a try',
  WithStatement: 'a with',
  LabeledStatement: 'a labelled statement',
};

function isNextCall(node: Node, leading: ReadonlySet<string>): node is CallExpression {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const inherited = memberOfSuper(node);
  if (inherited !== undefined) return leading.has(inherited);
  const { object, property, computed } = node.callee;
  if (object.type !== 'ThisExpression') return false;
  return computed
    ? property.type === 'Literal' && property.value === 'next'
    : property.type === 'Identifier' && property.name === 'next';
}

/** The name in `super.name(...)`. */
function memberOfSuper({ callee }: CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Super' || callee.computed) return undefined;
  return callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

function isScope({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

/** After `this.next(...)`, what is only declared or leaves the method does no harm. */
function runsNothing(statement: Statement): boolean {
  return (
    statement.type === 'EmptyStatement' ||
    statement.type === 'FunctionDeclaration' ||
    (statement.type === 'ReturnStatement' && statement.argument === null) ||
    statement.type.startsWith('TS')
  );
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value: unknown): Node[] =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
