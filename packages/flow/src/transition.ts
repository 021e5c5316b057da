import { ForeachError, InvalidNextError, SwitchError } from './next-errors';

/** What a call of `this.next(...)` decided. Step names are those of the called flow. */
export type RecordedTransition =
  | { readonly kind: 'linear'; readonly to: string }
  | { readonly kind: 'split'; readonly to: readonly string[] }
  | { readonly kind: 'foreach'; readonly to: string; readonly over: string; readonly items: readonly unknown[] }
  | { readonly kind: 'switch'; readonly condition: string; readonly value: string; readonly to: string };

/**
 * Reads the arguments of `this.next(...)`, with the values of the fields that they name.
 *
 * @param nameOf gives the name of a step for its method, and undefined for anything else
 * @throws InvalidNextError, ForeachError, SwitchError as Metaflow's `self.next` would
 */
export function readTransition(
  flow: object,
  args: readonly unknown[],
  nameOf: (method: unknown) => string | undefined,
): RecordedTransition {
  const [first, second] = args;
  if (typeof first === 'object' && first !== null) return readSwitch(flow, first, args, nameOf);
  if (typeof second === 'object' && second !== null) return readForeach(flow, second, args, nameOf);
  const steps = args.map((arg, position) => stepAt(arg, position, nameOf));
  if (steps.length === 0) throw new InvalidNextError('this.next() names no step');
  return steps.length === 1 ? { kind: 'linear', to: steps[0] as string } : { kind: 'split', to: steps };
}

function readForeach(
  flow: object,
  options: object,
  args: readonly unknown[],
  nameOf: (method: unknown) => string | undefined,
): RecordedTransition {
  const over = optionOf(options, 'foreach');
  if (args.length !== 2) throw new InvalidNextError('this.next(...) with foreach takes exactly one step');
  const to = stepAt(args[0], 0, nameOf);
  const value = fieldOf(flow, over);
  if (value === undefined) throw new ForeachError(`foreach over this.${over}, which is not set`);
  if (!isIterable(value))
    throw new ForeachError(`foreach over this.${over}, which is ${kindOf(value)} and has no items`);
  const items = Array.isArray(value) ? (value as unknown[]) : [...value];
  if (items.length === 0) throw new ForeachError(`foreach over this.${over}, which is empty`);
  return { kind: 'foreach', to, over, items };
}

function readSwitch(
  flow: object,
  cases: object,
  args: readonly unknown[],
  nameOf: (method: unknown) => string | undefined,
): RecordedTransition {
  const options = args[1];
  if (args.length !== 2 || typeof options !== 'object' || options === null) {
    throw new InvalidNextError('this.next({ ... }) needs { condition: "field" } as its second argument');
  }
  const condition = optionOf(options, 'condition');
  const names = Object.keys(cases);
  const targets = new Map(names.map((value) => [value, caseAt(cases, value, nameOf)]));
  const value = fieldOf(flow, condition);
  if (value === undefined) throw new SwitchError(`condition this.${condition} is not set`);
  const to = targets.get(String(value));
  if (to === undefined) {
    throw new SwitchError(
      `condition this.${condition} is ${JSON.stringify(value)}, but the cases are ${names.join(', ')}`,
    );
  }
  return { kind: 'switch', condition, value: String(value), to };
}

function optionOf(options: object, name: 'foreach' | 'condition'): string {
  const value = (options as Record<string, unknown>)[name];
  const others = Object.keys(options).filter((key) => key !== name);
  if (others.length > 0)
    throw new InvalidNextError(`this.next(...) does not know the option ${others.join(', ')} here`);
  if (typeof value !== 'string') throw new InvalidNextError(`this.next(...): ${name} must be the name of a field`);
  return value;
}

function stepAt(value: unknown, position: number, nameOf: (method: unknown) => string | undefined): string {
  const name = nameOf(value);
  if (name === undefined)
    throw new InvalidNextError(`argument ${position + 1} of this.next(...) is not a step of this flow`);
  return name;
}

function caseAt(cases: object, value: string, nameOf: (method: unknown) => string | undefined): string {
  const name = nameOf((cases as Record<string, unknown>)[value]);
  if (name === undefined) throw new InvalidNextError(`case ${value} of this.next(...) is not a step of this flow`);
  return name;
}

function fieldOf(flow: object, name: string): unknown {
  return (flow as Record<string, unknown>)[name];
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return value !== null && typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Promise) return 'a promise that nobody waited for';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
