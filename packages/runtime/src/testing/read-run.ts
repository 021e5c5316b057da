import { namespace, NotFoundError, Run, type Task } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { join } from 'node:path';
import type { Workplace } from './test-flow';

/** A task as its readers see it. */
export interface ReadTask {
  readonly id: string;
  readonly successful: boolean;
  readonly index: number | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly stdout: string;
  readonly stderr: string;
  readonly exception: string | undefined;
  readonly parents: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  internal(name: string): Promise<unknown>;
}

/** A run as its readers see it: whether it went well, and its tasks, step by step in the order of their ids. */
export interface ReadRun {
  readonly successful: boolean;
  readonly steps: Readonly<Record<string, readonly ReadTask[]>>;
}

/** Reads a run of a workplace's flow through the client. */
export async function readRun({ root, ir }: Workplace, run: string): Promise<ReadRun> {
  namespace(null);
  const handle = new Run(`${ir.name}/${run}`, { datastore: localDatastore(join(root, '.metaflow')) });
  const steps: Record<string, readonly ReadTask[]> = {};
  for await (const step of handle) {
    const tasks: ReadTask[] = [];
    for await (const task of step) tasks.push(await readTask(task));
    steps[step.id] = tasks.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  }
  return { successful: await handle.successful, steps };
}

async function readTask(task: Task): Promise<ReadTask> {
  return {
    id: task.id,
    successful: await task.successful,
    index: await task.index,
    data: await artifactsOf(task),
    stdout: await task.stdout,
    stderr: await task.stderr,
    exception: (await task.exception)?.exception,
    parents: await parentsOf(task),
    metadata: await task.metadataDict,
    internal: (name) => task.artifact(name).data,
  };
}

/** `step/task` of each parent; none for a task that ended without any results. */
async function parentsOf(task: Task): Promise<string[]> {
  try {
    return (await task.parentTasks).map(({ pathspec }) => pathspec.split('/').slice(2).join('/'));
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}

async function artifactsOf(task: Task): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for await (const artifact of task) if (artifact.id !== 'name') values[artifact.id] = await artifact.data;
  return values;
}
