import { recordsOf } from './decorator-record';
import { RepeatedNextError } from './next-errors';
import { NotInTaskError } from './not-in-task-error';
import {
  bindingOf,
  type ForeachPosition,
  type MergeOptions,
  recordedTransition,
  recordTransition,
} from './task-binding';
import { readTransition } from './transition';

// `any`: whatever arguments a step declares, `this.next` only names it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyStep = (...args: any[]) => unknown;

/** A step for each value that the condition may have. */
export type SwitchCases = { readonly [value: string]: AnyStep };

/** What may follow the first argument of `next`: each shape has options of its own, so that errors speak of the right one. */
export type NextArguments<F, First> = First extends AnyStep
  ? [stepOrOptions?: AnyStep | { readonly foreach: keyof F & string }, ...steps: AnyStep[]]
  : [options: { readonly condition: keyof F & string }];

/**
 * The base of every flow. Steps are methods with `@step`, artifacts are declared fields, edges are `this.next(...)`:
 * Metaflow's way of writing data flows.
 */
export abstract class FlowSpec {
  /**
   * Says which steps come next: `this.next(this.a)`, `this.next(this.a, this.b)`,
   * `this.next(this.work, { foreach: 'items' })` or `this.next({ small: this.x, large: this.y }, { condition: 'size' })`.
   * Once, as the last statement of every step but `end`.
   *
   * @throws InvalidNextError, RepeatedNextError, ForeachError, SwitchError
   */
  next<First extends AnyStep | SwitchCases>(first: First, ...rest: NextArguments<this, First>): void;
  next(...args: readonly unknown[]): void {
    if (recordedTransition(this)) throw new RepeatedNextError('this.next(...) was called twice in one step');
    recordTransition(
      this,
      readTransition(this, args, (method) => stepNameOf(this, method)),
    );
  }

  /**
   * In a foreach, the item that this task works on; null outside. Metaflow's `self.input`.
   * A flow whose items are all of one type can say so: `declare readonly input: string;`.
   */
  declare readonly input: unknown;

  /** In a foreach, the index of the item that this task works on, from 0; null outside. Metaflow's `self.index`. */
  declare readonly index: number | null;

  /** Index, number of splits and item of every foreach around this task, the outermost first. Metaflow's `self.foreach_stack()`. */
  foreachStack(): readonly ForeachPosition[] {
    return bindingOf(this)?.foreachStack() ?? [];
  }

  /**
   * In a join, takes over the artifacts that all inputs agree on and that are not set yet. Metaflow's `self.merge_artifacts`.
   *
   * @param inputs what the join received
   * @param options names to leave out, or the only names to take
   * @throws when inputs disagree on an artifact, when a name in `include` is missing, or outside of a join
   */
  mergeArtifacts(inputs: readonly object[], options: MergeOptions = {}): void {
    const binding = bindingOf(this);
    if (!binding) throw new NotInTaskError('mergeArtifacts');
    binding.mergeArtifacts(inputs, options);
  }
}

// To TypeScript these are properties, so that a flow may declare a narrower type; no class could do that to an accessor.
Object.defineProperties(FlowSpec.prototype, {
  input: { configurable: true, get: (): unknown => null },
  index: { configurable: true, get: (): number | null => null },
});

/** The name of the step that a method is, found by identity so that no minifier can change it. */
function stepNameOf(flow: object, method: unknown): string | undefined {
  if (typeof method !== 'function') return undefined;
  for (const record of recordsOf(flow.constructor)) {
    for (const [name, { isStep }] of record.methods) {
      if (isStep && (flow as Record<string, unknown>)[name] === method) return name;
    }
  }
  return undefined;
}
