import type { ArrowFunctionExpression, Function } from 'oxc-parser';
import type { SourceModule } from '../../source/read-module';
import { isField, isMethod } from '../class-member';
import type { ModuleClass } from '../classes';
import { withoutTypes } from './nodes';

export type ClassFunction = Function | ArrowFunctionExpression;

/** A function that runs on a flow's object, and where it stands. */
export interface MemberFunction {
  readonly node: ClassFunction;
  readonly module: SourceModule;
  /** What `super.x` names in it; undefined where the class extends FlowSpec itself. */
  readonly base: ClassFunctions | undefined;
}

/** The functions of a flow class that run on its object, inherited ones included, by name; `#name` for private ones. */
export interface ClassFunctions {
  /** Methods, steps included, and fields that hold a function. */
  readonly methods: ReadonlyMap<string, MemberFunction>;
  readonly getters: ReadonlyMap<string, MemberFunction>;
  readonly setters: ReadonlyMap<string, MemberFunction>;
}

/** @param base those of the class that it inherits from */
export function classFunctions(
  { node: { body }, module }: ModuleClass,
  base: ClassFunctions | undefined,
): ClassFunctions {
  const found = {
    method: new Map(base?.methods),
    get: new Map(base?.getters),
    set: new Map(base?.setters),
  };
  const own = new Set<string>();
  for (const member of body.body) {
    if (!isMethod(member) && !isField(member)) continue;
    const { key, computed } = member;
    const name = computed
      ? undefined
      : key.type === 'Identifier'
        ? key.name
        : key.type === 'PrivateIdentifier'
          ? `#${key.name}`
          : key.type === 'Literal'
            ? String(key.value)
            : undefined;
    if (name === undefined || member.static) continue;
    // Whatever the class has of a name hides what it inherits of it.
    if (!own.has(name)) for (const kind of ['method', 'get', 'set'] as const) found[kind].delete(name);
    own.add(name);
    if (isMethod(member)) {
      if (member.kind !== 'constructor') found[member.kind].set(name, { node: member.value, module, base });
    } else if (member.value) {
      const value = withoutTypes(member.value);
      if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
        found.method.set(name, { node: value, module, base });
    }
  }
  return { methods: found.method, getters: found.get, setters: found.set };
}
