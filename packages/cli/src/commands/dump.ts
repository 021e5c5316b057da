import type { Task } from '@mf/client';
import { openRecordedTask, type StoredTask, TaskNotDoneError } from '@mf/datastore';
import { closestName, didYouMean, type Json } from '@mf/ir';
import type { MetadataOptions } from '../options/metadata-option';
import type { CommandIo } from '../command-io';
import { flowNameOrReported } from '../flow-name';
import { select, type Selection, type SelectOptions, tasksOf } from '../read/run-pathspec';
import { taskOf } from '../read/task-of';
import { jsonValue } from '../report/json-value';
import { valueText } from '../report/value-text';
import { colorsFor } from '../report/colors';

export interface DumpOptions extends MetadataOptions, SelectOptions {
  /** Characters of a value that are printed; with 0 no value is read. */
  readonly maxValueSize: number;
  /** Names of the artifacts that are wanted; all when not given. */
  readonly include?: readonly string[];
  /** Also those that Metaflow keeps for itself, which `include` takes by their names. */
  readonly private?: true;
  readonly json?: true;
}

/** No task that was looked at has an artifact that was asked for. */
export class ArtifactNotThereError extends Error {
  override readonly name = 'ArtifactNotThereError';
  readonly code = 'MF2814';
  readonly advice: string;

  constructor(artifact: string, there: readonly string[]) {
    super(`no task has an artifact ${artifact}.${didYouMean(closestName(artifact, there))}`);
    this.advice = there.length > 0 ? `There are: ${there.join(', ')}.` : 'No task that is done has left an artifact.';
  }
}

/**
 * Prints the artifacts of tasks. Of several tasks those that are not done are left out, as in Metaflow, and those that have none of the
 * artifacts that are wanted.
 *
 * @throws ArtifactNotThereError
 */
export async function dump(
  file: string,
  pathspec: string | undefined,
  options: DumpOptions,
  io: CommandIo,
): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const selection = await select(name, pathspec, options, io);
  const dumped: DumpedTask[] = [];
  const there = new Set<string>();
  for (const task of await tasksOf(selection)) {
    const stored = await openTask(selection, task);
    if (!stored) continue;
    const names = [...stored.artifacts.keys()].sort();
    for (const each of names) there.add(each);
    const wanted = names.filter(
      (each) => options.include?.includes(each) ?? (options.private || !each.startsWith('_')),
    );
    if (options.include && wanted.length === 0) continue;
    const one = { task: taskOf(task), artifacts: await artifactsOf(task, stored, wanted, options) };
    if (options.json) dumped.push(one);
    else printTask(one, io);
  }
  const missing = options.include?.find((each) => !there.has(each));
  if (missing !== undefined)
    throw new ArtifactNotThereError(missing, [...there].filter((each) => !each.startsWith('_')).sort());
  if (options.json) io.stdout.write(`${JSON.stringify(dumped.map(withoutText), null, 2)}\n`);
  return 0;
}

interface DumpedTask {
  /** `run/step/task` */
  readonly task: string;
  readonly artifacts: readonly DumpedArtifact[];
}

interface DumpedArtifact {
  readonly name: string;
  /** Python type, as stored. */
  readonly type: string;
  /** Bytes of the value as a pickle. */
  readonly size: number;
  /** The value as it is printed; undefined when values are not wanted. */
  readonly text?: string;
  /** The value for `--json`: the text where it was cut. */
  readonly value?: Json;
  readonly isCut?: true;
}

/** @throws TaskNotDoneError when the task was asked for by name */
async function openTask({ datastore, task: named }: Selection, task: Task): Promise<StoredTask | undefined> {
  const [flow, run, step, id] = task.pathspec.split('/') as [string, string, string, string];
  try {
    return await openRecordedTask(datastore, { flow, run, step, task: id });
  } catch (error) {
    if (named === undefined && error instanceof TaskNotDoneError) return undefined;
    throw error;
  }
}

async function artifactsOf(
  task: Task,
  stored: StoredTask,
  names: readonly string[],
  { maxValueSize }: DumpOptions,
): Promise<DumpedArtifact[]> {
  return Promise.all(
    names.map(async (name) => {
      const { type, size } = stored.artifacts.get(name)!.info;
      if (maxValueSize === 0) return { name, type, size };
      const value = await task.artifact(name).data;
      const { text, isCut } = valueText(value, maxValueSize);
      return { name, type, size, text, ...(isCut ? { value: text, isCut } : { value: jsonValue(value) }) };
    }),
  );
}

function printTask({ task, artifacts }: DumpedTask, io: CommandIo): void {
  const colors = colorsFor(io.stdout, io.env);
  io.stdout.write(`${colors.magenta(`Artifacts of ${task}`)}\n`);
  for (const { name, type, size, text, isCut } of artifacts) {
    const value = text === undefined ? '' : ` = ${text}${isCut ? colors.dim(' ... (cut)') : ''}`;
    io.stdout.write(`${colors.bold(name)} ${colors.dim(`[size: ${size} type: ${type}]`)}${value}\n`);
  }
}

function withoutText({ task, artifacts }: DumpedTask): Json {
  return {
    task,
    artifacts: artifacts.map(({ name, type, size, value, isCut }) => ({
      name,
      type,
      size,
      ...(value !== undefined && { value }),
      ...(isCut && { isCut }),
    })),
  };
}
