import { flowSpecMembers } from '@mf/ir';
import type { CallExpression, Node } from 'oxc-parser';
import type { ClassFunction, ClassFunctions, MemberFunction } from './class-functions';
import { innerNames } from './bound-functions';
import { isNullish, isWrittenOut, readMergeOptions } from './literals';
import { forEachChild, memberOfThis, propertyName, withoutTypes } from './nodes';
import { inputKey, type LoggedUse, type Spot, UseLog } from './use-log';

/** What the walk needs to know of the class. */
export interface WalkedClass {
  readonly functions: ClassFunctions;
  /** Whether a name is that of an artifact which is always meant to have a value: a field, or what the class does not know. */
  isArtifact(name: string): boolean;
  /** Names of all declared fields. */
  readonly fields: ReadonlySet<string>;
}

/** Methods of arrays that call a function with each of its items, by the place of the item among what they give it. */
const itemPlaces: ReadonlyMap<string, number> = new Map([
  ...['every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'some'].map((name) => [name, 0] as const),
  ['reduce', 1],
]);

/**
 * Follows a step through its body and the methods that it calls, in the order in which things happen.
 *
 * @param inputs name of the parameter that a join receives its inputs in, if nothing else in the step is called so
 * @param transitionField the field that the step's `this.next(...)` goes by, in a foreach or a switch
 * @returns undefined when syntax cannot tell what the step does to the flow's object
 */
export function walkArtifacts(
  step: MemberFunction,
  inputs: string | undefined,
  { functions, isArtifact, fields }: WalkedClass,
  transitionField: string | undefined,
): readonly LoggedUse[] | undefined {
  const log = new UseLog();
  const followed = new Set([step.node]);
  let inStep = true;
  let opaque = false;
  /** The function that is being followed: it stands in the step's class or in one that this inherits from. */
  let here = step;
  /** Names under which one input like any other is known at this place. */
  let anyInput: ReadonlySet<string> = new Set();

  const follow = (called: MemberFunction): void => {
    // What it assigns is known from the first time, and what it reads was read then.
    if (followed.has(called.node)) return;
    followed.add(called.node);
    const outer = { inStep, here, anyInput };
    inStep = false;
    here = called;
    anyInput = new Set();
    bodyOf(called.node);
    ({ inStep, here, anyInput } = outer);
  };

  const spot = (offset: number): Spot => ({ module: here.module, offset });

  const bodyOf = ({ params, body }: ClassFunction): void => {
    for (const parameter of params) visit(parameter);
    if (body) visit(body);
  };

  const readMember = (name: string, offset: number, tested: boolean): void => {
    const getter = functions.getters.get(name);
    const method = functions.methods.get(name);
    if (getter) follow(getter);
    else if (method) log.inFunction(() => follow(method));
    else if (isArtifact(name) && tested) log.test(name);
    else if (isArtifact(name)) log.read(name, spot(offset));
  };

  const assignTo = (pattern: Node, value?: Node): void => {
    const target = withoutTypes(pattern);
    const name = memberOfThis(target);
    if (name !== undefined) {
      const setter = functions.setters.get(name);
      if (setter) follow(setter);
      else if (isArtifact(name)) log.assign(name, spot(target.start), value !== undefined && isWrittenOut(value));
      return;
    }
    switch (target.type) {
      case 'MemberExpression':
        visit(target);
        return;
      case 'ArrayPattern':
        for (const element of target.elements) if (element) assignTo(element);
        return;
      case 'ObjectPattern':
        for (const property of target.properties) assignTo(property.type === 'Property' ? property.value : property);
        return;
      case 'AssignmentPattern':
        visit(target.right);
        assignTo(target.left);
        return;
      case 'RestElement':
        assignTo(target.argument);
        return;
      default:
    }
  };

  /** `const { a, b = 1 } = this`. */
  const takeFromThis = (pattern: Node): void => {
    if (pattern.type !== 'ObjectPattern') {
      opaque = true;
      return;
    }
    for (const property of pattern.properties) {
      const name = property.type === 'Property' && !property.computed ? propertyKey(property.key) : undefined;
      if (property.type !== 'Property' || name === undefined) opaque = true;
      else readMember(name, property.start, property.value.type === 'AssignmentPattern');
    }
  };

  const readInput = (branch: string | undefined, name: string, offset: number, tested: boolean): void => {
    if (!isArtifact(name)) return;
    if (tested) log.test(inputKey(branch, name));
    else log.input(branch, name, spot(offset));
  };

  /** Visits code in which a pattern is bound to each input in turn. */
  const withAnyInput = (pattern: Node | undefined, code: Node, visitCode: () => void): void => {
    const outer = anyInput;
    if (pattern?.type === 'Identifier') {
      if (!innerNames(code).has(pattern.name)) anyInput = new Set([...outer, pattern.name]);
    } else if (pattern?.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        const name = property.type === 'Property' && !property.computed ? propertyKey(property.key) : undefined;
        if (property.type === 'Property' && name !== undefined) {
          readInput(undefined, name, property.start, property.value.type === 'AssignmentPattern');
        }
      }
    }
    visitCode();
    anyInput = outer;
  };

  /** What a call is given; `inputs.map((input) => ...)` gets its function called with each input. */
  const visitArguments = (callee: Node, given: readonly Node[], tested: boolean): void => {
    const isOfInputs = callee.type === 'MemberExpression' && isInputs(callee.object);
    const place = isOfInputs ? itemPlaces.get(propertyName(callee) ?? '') : undefined;
    for (const [index, argument] of given.entries()) {
      const called = withoutTypes(argument);
      if (place === undefined || index > 0 || called.type !== 'ArrowFunctionExpression') visit(argument, tested);
      else log.inFunction(() => withAnyInput(called.params[place], called.body, () => bodyOf(called)));
    }
  };

  const visitCall = (node: CallExpression, tested: boolean): void => {
    const callee = withoutTypes(node.callee);
    if (callee.type === 'MemberExpression' && callee.object.type === 'Super') {
      for (const argument of node.arguments) visit(argument);
      const inherited = here.base?.methods.get(propertyName(callee) ?? '');
      if (inherited) follow(inherited);
      else opaque = true;
      return;
    }
    const name = memberOfThis(callee);
    if (name === 'next') {
      if (transitionField !== undefined) readMember(transitionField, node.start, false);
      return;
    }
    if (name === undefined) visit(callee, node.optional);
    // `if (isSet(this.x))` asks whether there is a value.
    visitArguments(callee, node.arguments, tested);
    if (name === undefined) return;
    const method = functions.methods.get(name);
    if (name === 'mergeArtifacts') visitMerge(node);
    else if (method) follow(method);
    else if (functions.getters.has(name) || fields.has(name)) readMember(name, callee.start, node.optional);
    else if (!flowSpecMembers.has(name)) opaque = true;
  };

  const visitMerge = (node: CallExpression): void => {
    const [merged, options] = node.arguments;
    const read = readMergeOptions(options);
    if (!read) opaque = true;
    else {
      const whole = inStep && inputs !== undefined && merged?.type === 'Identifier' && merged.name === inputs;
      log.merge({ whole, ...read }, spot(node.start));
    }
  };

  const visit = (node: Node, tested = false): void => {
    if (opaque) return;
    switch (node.type) {
      case 'ThisExpression':
      case 'Super':
        opaque = true;
        return;
      // Their `this` is another one.
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ClassDeclaration':
      case 'ClassExpression':
        return;
      case 'ArrowFunctionExpression':
        log.inFunction(() => bodyOf(node));
        return;
      case 'ForOfStatement':
      case 'ForInStatement':
        visit(node.right);
        log.inLoop(() => {
          if (node.left.type !== 'VariableDeclaration') assignTo(node.left);
          else visit(node.left);
          const isOfInputs = node.type === 'ForOfStatement' && isInputs(node.right);
          const item = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : undefined;
          withAnyInput(isOfInputs ? item : undefined, node.body, () => visit(node.body));
        });
        return;
      case 'ForStatement':
        if (node.init) visit(node.init);
        log.inLoop(() => {
          if (node.test) visit(node.test, true);
          visit(node.body);
          if (node.update) visit(node.update);
        });
        return;
      case 'WhileStatement':
      case 'DoWhileStatement':
        log.inLoop(() => {
          visit(node.test, true);
          visit(node.body);
        });
        return;
      case 'IfStatement':
      case 'ConditionalExpression':
        visit(node.test, true);
        visit(node.consequent);
        if (node.alternate) visit(node.alternate);
        return;
      case 'LogicalExpression':
        visit(node.left, true);
        visit(node.right, tested);
        return;
      case 'UnaryExpression':
        // What is deleted is gone, but on purpose.
        if (node.operator === 'delete' && memberOfThis(withoutTypes(node.argument)) !== undefined) {
          assignTo(node.argument);
        } else visit(node.argument, node.operator === '!' || node.operator === 'typeof' || node.operator === 'void');
        return;
      case 'BinaryExpression': {
        const asksForValue = isNullish(node.left) || isNullish(node.right);
        visit(node.left, asksForValue);
        visit(node.right, asksForValue);
        return;
      }
      case 'AssignmentExpression': {
        const logical = node.operator === '??=' || node.operator === '||=' || node.operator === '&&=';
        if (node.operator !== '=') visit(node.left, logical);
        if (withoutTypes(node.right).type === 'ThisExpression') takeFromThis(node.left);
        else visit(node.right);
        assignTo(node.left, node.operator === '=' ? node.right : undefined);
        return;
      }
      case 'UpdateExpression':
        visit(node.argument);
        assignTo(node.argument);
        return;
      case 'VariableDeclarator':
        if (node.init && withoutTypes(node.init).type === 'ThisExpression') takeFromThis(node.id);
        else if (node.init) visit(node.init);
        // Default values of a pattern.
        if (node.id.type !== 'Identifier') visit(node.id);
        return;
      case 'ChainExpression':
        visit(node.expression, tested);
        return;
      case 'AwaitExpression':
        visit(node.argument, tested);
        return;
      case 'CallExpression':
        visitCall(node, tested);
        return;
      case 'MemberExpression':
        visitMember(node, tested);
        return;
      default: {
        const bare = withoutTypes(node);
        if (bare !== node) visit(bare, tested);
        else if (!node.type.startsWith('TS')) forEachChild(node, (child) => visit(child));
      }
    }
  };

  const visitMember = (node: Extract<Node, { type: 'MemberExpression' }>, tested: boolean): void => {
    const object = withoutTypes(node.object);
    const name = propertyName(node);
    if (object.type === 'ThisExpression') {
      if (name === undefined) opaque = true;
      else readMember(name, node.start, tested);
      return;
    }
    const branch = object.type === 'MemberExpression' && isInputs(object.object) ? propertyName(object) : undefined;
    if (name !== undefined && (branch !== undefined || isAnyInput(object))) {
      readInput(branch, name, node.start, tested || node.optional);
      return;
    }
    visit(object, node.optional);
    if (node.computed) visit(node.property);
  };

  const isInputs = (node: Node): boolean => {
    const object = withoutTypes(node);
    return inStep && inputs !== undefined && object.type === 'Identifier' && object.name === inputs;
  };

  /** `input` where each is called so, or `inputs[0]`. */
  const isAnyInput = (object: Node): boolean =>
    object.type === 'Identifier'
      ? anyInput.has(object.name)
      : object.type === 'MemberExpression' &&
        object.computed &&
        isInputs(object.object) &&
        object.property.type === 'Literal' &&
        typeof object.property.value === 'number';

  bodyOf(step.node);
  return opaque ? undefined : log.finish();
}

function propertyKey(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}
