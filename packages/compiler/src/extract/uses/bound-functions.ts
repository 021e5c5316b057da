import type { Node, Program } from 'oxc-parser';
import { forEachChild, withoutTypes } from './nodes';

/** Names and what they stand for: true for an async function, and for that alone. */
export type BoundNames = ReadonlyMap<string, boolean>;

/** The names that a module declares or imports at its top level. */
export function moduleNames({ body }: Program): BoundNames {
  const names = new Map<string, boolean>();
  for (const statement of body) {
    if (statement.type === 'ImportDeclaration') {
      for (const { local } of statement.specifiers) bind(names, local.name, false);
    } else {
      const exported =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
          ? statement.declaration
          : statement;
      if (exported) bindDeclaration(names, exported);
    }
  }
  return names;
}

/** The names that are bound anywhere inside of a function, its own parameters included. */
export function innerNames(root: Node): BoundNames {
  const names = new Map<string, boolean>();
  const visit = (node: Node): void => {
    bindDeclaration(names, node);
    if (isFunction(node)) for (const parameter of node.params) bindPattern(names, parameter);
    if (node.type === 'CatchClause' && node.param) bindPattern(names, node.param);
    forEachChild(node, visit);
  };
  visit(root);
  return names;
}

export function isFunction(
  node: Node,
): node is Extract<Node, { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }> {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** Whether a call of a function gives a promise. An async generator gives an iterator, and starts nothing. */
export function givesPromise(node: Node): boolean {
  return isFunction(node) && node.async && !node.generator;
}

function bindDeclaration(names: Map<string, boolean>, node: Node): void {
  if (node.type === 'VariableDeclaration') {
    for (const { id, init } of node.declarations) {
      if (id.type !== 'Identifier') bindPattern(names, id);
      else bind(names, id.name, node.kind === 'const' && init !== null && givesPromise(withoutTypes(init)));
    }
  } else if (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ClassDeclaration' ||
    node.type === 'ClassExpression'
  ) {
    if (node.id) bind(names, node.id.name, givesPromise(node));
  }
}

/** Two things of one name cannot be told apart without their scopes. */
function bind(names: Map<string, boolean>, name: string, isAsync: boolean): void {
  names.set(name, isAsync && !names.has(name));
}

/** Binds every identifier in a pattern; those of its default values too, which only makes the rules more careful. */
function bindPattern(names: Map<string, boolean>, pattern: Node): void {
  if (pattern.type === 'Identifier') bind(names, pattern.name, false);
  else forEachChild(pattern, (child) => bindPattern(names, child));
}
