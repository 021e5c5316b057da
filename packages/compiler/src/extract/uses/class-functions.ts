import type { ArrowFunctionExpression, Class, Function } from 'oxc-parser';
import { isField, isMethod } from '../class-member';
import { withoutTypes } from './nodes';

export type ClassFunction = Function | ArrowFunctionExpression;

/** The functions of a flow class that run on its object, by name; `#name` for private ones. */
export interface ClassFunctions {
  /** Methods, steps included, and fields that hold a function. */
  readonly methods: ReadonlyMap<string, ClassFunction>;
  readonly getters: ReadonlyMap<string, ClassFunction>;
  readonly setters: ReadonlyMap<string, ClassFunction>;
}

export function classFunctions({ body }: Class): ClassFunctions {
  const found = {
    method: new Map<string, ClassFunction>(),
    get: new Map<string, ClassFunction>(),
    set: new Map<string, ClassFunction>(),
  };
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
    if (isMethod(member)) {
      if (member.kind !== 'constructor') found[member.kind].set(name, member.value);
    } else if (member.value) {
      const value = withoutTypes(member.value);
      if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
        found.method.set(name, value);
    }
  }
  return { methods: found.method, getters: found.get, setters: found.set };
}
