import type { Storage } from '@mf/datastore';
import type { FlowClass, TaskBinding } from '@mf/flow/internal';
import { bindTask } from '@mf/flow/internal';
import { MergeMisuseError } from './errors';
import { readOnlyField } from './inherited-fields';
import { isInternalArtifact } from './internal-artifacts';
import { foreachPositions } from './foreach-positions';
import type { TaskContext } from './task-context';
import type { TaskInput } from './task-input';
import { valueInStep } from './value-in-step';

const sources = new WeakMap<object, TaskInput>();

/**
 * What a join receives: an array of objects with the artifacts of its inputs, in the order of the branches or items. After a
 * static split each is also there under the name of the step that ends its branch.
 */
export function joinInputs(
  { flowClass, ir, includedFiles }: Pick<TaskContext, 'flowClass' | 'ir' | 'includedFiles'>,
  inputs: readonly TaskInput[],
  step: string,
  named: boolean,
): readonly object[] {
  const parameters = new Set(ir.parameters.map(({ property }) => property));
  const objects = inputs.map((input) => inputObject(flowClass, parameters, input, step, includedFiles));
  if (named) {
    inputs.forEach((input, position) => {
      const name = input.path.step;
      // A step called like a method of arrays is there by its position only.
      if (!(name in objects)) Object.defineProperty(objects, name, { value: objects[position] });
    });
  }
  return Object.freeze(objects);
}

/** The task that an object of a join's inputs stands for. */
export function taskOfInput(object: object): TaskInput | undefined {
  return sources.get(object);
}

function inputObject(
  flowClass: FlowClass,
  parameters: ReadonlySet<string>,
  input: TaskInput,
  step: string,
  includedFiles: Storage,
): object {
  // The prototype is the author's, so that getters of the class work; no initialiser runs.
  const object = Object.create(flowClass.prototype as object) as object;
  for (const name of input.stored.artifacts.keys()) {
    if (isInternalArtifact(name)) continue;
    const load = (): unknown => input.stored.loadSync(name);
    const loadParameter = (): unknown => valueInStep(load(), includedFiles);
    readOnlyField(object, name, parameters.has(name) ? loadParameter : load, 'an artifact of an input', step);
  }
  sources.set(object, input);
  bindTask(object, inputBinding(input));
  return object;
}

function inputBinding({ path, stored, foreach }: TaskInput): TaskBinding {
  const load = (name: string): unknown => (stored.has(name) ? stored.loadSync(name) : undefined);
  return {
    step: path.step,
    input: () => foreachPositions(foreach.stack, load).at(-1)?.[2] ?? null,
    index: () => foreach.stack.at(-1)?.index ?? null,
    foreachStack: () => foreachPositions(foreach.stack, load),
    mergeArtifacts: () => {
      throw new MergeMisuseError('mergeArtifacts was called on an input, not on the join itself');
    },
    nextInSource: () => [],
  };
}
