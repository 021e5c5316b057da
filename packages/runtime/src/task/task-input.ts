import { ForeachFrame, type FlowDatastore, type StoredTask, type TaskPath } from '@mf/datastore';
import type { InputForeach } from './foreach-state';

/** A task that another one reads, with what the runner needs to know of it. */
export interface TaskInput {
  readonly path: TaskPath;
  readonly stored: StoredTask;
  readonly foreach: InputForeach;
  readonly iterationStack: readonly number[];
}

/** Opens the tasks of a list of `run/step/task`. */
export async function openInputs(datastore: FlowDatastore, inputPaths: readonly string[]): Promise<TaskInput[]> {
  return Promise.all(inputPaths.map((path) => openInput(datastore, path)));
}

async function openInput(datastore: FlowDatastore, inputPath: string): Promise<TaskInput> {
  const [run = '', step = '', task = ''] = inputPath.split('/');
  const stored = await datastore.openTask({ run, step, task });
  return { path: { flow: datastore.flow, run, step, task }, stored, ...placeOf(stored, `${step}/${task}`) };
}

/** Where in foreach loops and other loops a task stands, as it was stored; runs of old versions know only the first. */
export function placeOf(stored: StoredTask, path: string): Pick<TaskInput, 'foreach' | 'iterationStack'> {
  const stack = read(stored, '_foreach_stack', isFrames) ?? [];
  const variable = read(stored, '_foreach_var', isString);
  const splits = read(stored, '_foreach_num_splits', isCount);
  return {
    foreach: {
      path,
      stack,
      split: variable === undefined || splits === undefined ? undefined : splitOf(stored, variable, splits),
    },
    iterationStack: read(stored, '_iteration_stack', isCounts) ?? [],
  };
}

/** Every task of a foreach has the texts of all its items: they are read for the one that is asked for, not for each input of a join. */
function splitOf(stored: StoredTask, variable: string, splits: number): NonNullable<InputForeach['split']> {
  return { variable, splits, valueAt: (index) => (read(stored, '_foreach_values', isStrings) ?? [])[index] ?? null };
}

function read<T>(stored: StoredTask, name: string, isWanted: (value: unknown) => value is T): T | undefined {
  if (!stored.artifacts.has(name)) return undefined;
  const value = stored.loadSync(name);
  return isWanted(value) ? value : undefined;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => typeof value === 'number';
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every(isString);
const isCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);
const isFrames = (value: unknown): value is ForeachFrame[] =>
  Array.isArray(value) && value.every((frame) => frame instanceof ForeachFrame);
