import type { RecordedTransition } from './transition';

/** Where a task stands in one foreach: its item's index, how many items there are, and the item. */
export type ForeachPosition = readonly [index: number, splits: number, item: unknown];

/** Which artifacts `mergeArtifacts` considers: all but some, or only some. */
export type MergeOptions =
  | { readonly exclude?: readonly string[]; readonly include?: never }
  | { readonly include?: readonly string[]; readonly exclude?: never };

/** What a flow object asks the runner when a task runs with it. */
export interface TaskBinding {
  readonly step: string;
  input(): unknown;
  index(): number | null;
  foreachStack(): readonly ForeachPosition[];
  mergeArtifacts(inputs: readonly object[], options: MergeOptions): void;
  /** The arguments of the `this.next(...)` that the step's source ends with; none for the last step. */
  nextInSource(): readonly unknown[];
}

const bindings = new WeakMap<object, TaskBinding>();
const transitions = new WeakMap<object, RecordedTransition>();

/** From here on the flow object belongs to a task: what it cannot know itself, it asks the binding. */
export function bindTask(flow: object, binding: TaskBinding): void {
  bindings.set(flow, binding);
  // On the object: a field that an author declared without `declare` would hide an accessor of the prototype.
  Object.defineProperties(flow, {
    input: { configurable: true, enumerable: false, get: () => binding.input() },
    index: { configurable: true, enumerable: false, get: () => binding.index() },
  });
}

/** The task that a flow object belongs to; undefined when an author made the object, as a unit test does. */
export function bindingOf(flow: object): TaskBinding | undefined {
  return bindings.get(flow);
}

/** Keeps what `this.next(...)` decided until the step is over. */
export function recordTransition(flow: object, transition: RecordedTransition): void {
  transitions.set(flow, transition);
}

/** What `this.next(...)` decided; undefined when it was not called. */
export function recordedTransition(flow: object): RecordedTransition | undefined {
  return transitions.get(flow);
}
