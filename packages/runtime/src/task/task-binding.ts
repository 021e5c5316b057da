import type { MergeOptions, TaskBinding } from '@mf/flow/internal';
import type { Transition } from '@mf/ir';
import { MergeMisuseError } from './errors';
import { type FlowFields, inheritArtifact } from './flow-fields';
import { foreachPositions, itemOf } from './foreach-positions';
import { taskOfInput } from './join-inputs';
import { planMerge } from './merge-artifacts';
import type { TaskPlace } from './task-place';

/** What the flow object of a task asks while its step runs. */
export function taskBinding(
  fields: FlowFields,
  { step, role, foreachStack }: TaskPlace,
  next: Transition,
): TaskBinding {
  // From where it was stored, not from the field: the step may have assigned that by now.
  const load = (name: string): unknown =>
    fields.fixed.includes(name) ? fieldOf(fields.flow, name) : fields.inherited.get(name)?.source.loadSync(name);
  const top = foreachStack.at(-1);
  return {
    step,
    input: once(() => (top ? itemOf(load, top.variable, top.index) : null)),
    index: () => top?.index ?? null,
    foreachStack: () => foreachPositions(foreachStack, load),
    mergeArtifacts(objects, options) {
      if (role === 'step') throw new MergeMisuseError(`Step ${step} is not a join, so it has nothing to merge`);
      mergeInto(fields, step, objects, options);
    },
    nextInSource: () => nextArguments(fields.flow, next),
  };
}

function fieldOf(flow: object, name: string): unknown {
  return (flow as Readonly<Record<string, unknown>>)[name];
}

/** A transition as the arguments that `this.next(...)` would take for it. */
function nextArguments(flow: object, next: Transition): readonly unknown[] {
  const method = (name: string): unknown => fieldOf(flow, name);
  switch (next.kind) {
    case 'end':
      return [];
    case 'linear':
      return [method(next.to)];
    case 'split':
      return next.to.map(method);
    case 'foreach':
      return [method(next.to), { foreach: next.over }];
    case 'switch':
      return [
        Object.fromEntries(next.cases.map(({ value, to }) => [value, method(to)])),
        { condition: next.condition },
      ];
  }
}

function mergeInto(fields: FlowFields, step: string, objects: readonly object[], options: MergeOptions): void {
  const sources = objects.map((object) => {
    const input = taskOfInput(object);
    if (!input) throw new MergeMisuseError(`Step ${step} merges something that is not one of its inputs`);
    return input.stored;
  });
  const own = fields.flow as unknown as Readonly<Record<string, unknown>>;
  const isSet = (name: string): boolean =>
    fields.fixed.includes(name) || fields.inherited.has(name) || own[name] !== undefined;
  for (const [name, source] of planMerge(step, sources, options, isSet)) inheritArtifact(fields, source, name);
}

/** The item is decoded once: a step that changes it in place sees its change. */
function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
}
