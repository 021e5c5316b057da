import type { StepPath } from '../task/task-path';
import type { MetadataProvider } from './provider';

/** `tasksWithMetadata` of a provider that can't search: reads the records of every task of the step. */
export async function readTasksWithMetadata(
  provider: Pick<MetadataProvider, 'tasks' | 'metadata'>,
  path: StepPath,
  field: string,
  pattern: string,
): Promise<string[]> {
  const tasks = (await provider.tasks(path)).map((record) => record.task);
  if (pattern === '.*') return tasks;
  const whole = new RegExp(`^(?:${pattern})$`, 'su');
  const matching: string[] = [];
  for (const task of tasks) {
    const records = await provider.metadata({ ...path, task }, { fields: [field] });
    if (records.some(({ value }) => typeof value === 'string' && whole.test(value))) matching.push(task);
  }
  return matching;
}
