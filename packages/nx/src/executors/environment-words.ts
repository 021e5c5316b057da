import type { ExecutorContext } from '@nx/devkit';
import { projectFlows } from './project-flows';

/** Options of a target about an environment, as a schema has them. */
export interface EnvironmentExecutorOptions {
  readonly files?: readonly string[];
  readonly environment?: string;
  readonly authorize?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly timeout?: number;
  readonly number?: number;
}

/** The words for `mf` that say what the options of a target about an environment say; without files it is about all of the project. */
export function environmentWords(options: EnvironmentExecutorOptions, context: ExecutorContext): string[] {
  const { files = projectFlows(context), environment, authorize, dryRun, wait, timeout, number } = options;
  return [
    ...files,
    ...(environment === undefined ? [] : ['--environment', environment]),
    ...(authorize === undefined ? [] : ['--authorize', authorize]),
    ...(number === undefined ? [] : ['--number', String(number)]),
    ...(timeout === undefined ? [] : ['--timeout', String(timeout)]),
    ...(dryRun ? ['--dry-run'] : []),
    ...(wait === false ? ['--no-wait'] : []),
  ];
}
