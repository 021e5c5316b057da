import type { Node } from 'oxc-parser';
import { type BoundNames, givesPromise, innerNames, isFunction } from './bound-functions';
import type { ClassFunctions, MemberFunction } from './class-functions';
import { forEachChild, memberOfThis, propertyName, withoutTypes } from './nodes';

/** A call whose promise nobody keeps. */
export interface FloatingCall {
  readonly call: string;
  readonly offset: number;
  /** It calls an async function for each item, and gives no promise itself. */
  readonly each?: true;
}

const promiseMakers: ReadonlySet<string> = new Set(['all', 'allSettled', 'any', 'race']);
const eachMethods: ReadonlySet<string> = new Set(['forEach', 'map']);

/**
 * The statements of a step, functions inside of it left out, that call what is plainly async and do nothing with the promise. Who writes
 * `void`, or `catch` at the end of a chain, means it.
 */
export function floatingCalls(
  { node: step, base }: MemberFunction,
  functions: ClassFunctions,
  module: BoundNames,
): readonly FloatingCall[] {
  const found: FloatingCall[] = [];
  let inner: BoundNames | undefined;

  const isAsyncName = (name: string): boolean => {
    inner ??= innerNames(step);
    return inner.get(name) ?? module.get(name) ?? name === 'fetch';
  };
  const isGlobal = (name: string): boolean => {
    inner ??= innerNames(step);
    return !inner.has(name) && !module.has(name);
  };

  const calledPromise = (node: Node): string | undefined => {
    const call = withoutTypes(node);
    if (call.type !== 'CallExpression') return undefined;
    const callee = withoutTypes(call.callee);
    if (callee.type === 'Identifier') return isAsyncName(callee.name) ? callee.name : undefined;
    if (isFunction(callee)) return givesPromise(callee) ? '(async () => ...)' : undefined;
    if (callee.type !== 'MemberExpression') return undefined;
    const name = propertyName(callee);
    if (name === undefined) return undefined;
    if (callee.object.type === 'Super') {
      const method = base?.methods.get(name);
      return method && givesPromise(method.node) ? `super.${name}` : undefined;
    }
    const own = memberOfThis(callee);
    if (own !== undefined) {
      const method = functions.methods.get(own);
      return method && givesPromise(method.node) ? `this.${own}` : undefined;
    }
    if ((name === 'then' && call.arguments.length === 1) || name === 'finally') return calledPromise(callee.object);
    const object = withoutTypes(callee.object);
    const isPromise = object.type === 'Identifier' && object.name === 'Promise' && promiseMakers.has(name);
    return isPromise && isGlobal('Promise') ? `Promise.${name}` : undefined;
  };

  const isAsyncFunction = (node: Node): boolean => {
    const value = withoutTypes(node);
    if (value.type === 'Identifier') return isAsyncName(value.name);
    return isFunction(value) && givesPromise(value);
  };

  /** `list.forEach(async (item) => ...)`, and a `map` whose promises are dropped. */
  const callForEach = (node: Node): string | undefined => {
    const call = withoutTypes(node);
    if (call.type !== 'CallExpression') return undefined;
    const callee = withoutTypes(call.callee);
    const [given] = call.arguments;
    if (callee.type !== 'MemberExpression' || !given || !isAsyncFunction(given)) return undefined;
    const name = propertyName(callee);
    return name !== undefined && eachMethods.has(name) && memberOfThis(callee) === undefined ? name : undefined;
  };

  const inStatement = (node: Node): void => {
    const expression = withoutTypes(node);
    switch (expression.type) {
      case 'LogicalExpression':
        inStatement(expression.right);
        return;
      case 'ChainExpression':
        inStatement(expression.expression);
        return;
      case 'ConditionalExpression':
        inStatement(expression.consequent);
        inStatement(expression.alternate);
        return;
      default: {
        const call = calledPromise(expression);
        if (call !== undefined) found.push({ call, offset: expression.start });
        const each = callForEach(expression);
        if (each !== undefined) found.push({ call: each, offset: expression.start, each: true });
      }
    }
  };

  const visit = (node: Node): void => {
    if (isFunction(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return;
    if (node.type === 'ExpressionStatement') inStatement(node.expression);
    // Statements stand in statements, or in functions.
    else if (node.type.endsWith('Statement') || node.type === 'SwitchCase' || node.type === 'CatchClause') {
      forEachChild(node, visit);
    }
  };

  if (step.body) visit(step.body);
  return found;
}
