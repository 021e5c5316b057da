/** Options of a target about an environment, as a schema has them. */
export interface EnvironmentExecutorOptions {
  readonly files: readonly string[];
  readonly environment?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly timeout?: number;
  readonly number?: number;
}

/** The words for `mf` that say what the options of a target about an environment say. */
export function environmentWords(options: EnvironmentExecutorOptions): string[] {
  const { files, environment, dryRun, wait, timeout, number } = options;
  return [
    ...files,
    ...(environment === undefined ? [] : ['--environment', environment]),
    ...(number === undefined ? [] : ['--number', String(number)]),
    ...(timeout === undefined ? [] : ['--timeout', String(timeout)]),
    ...(dryRun ? ['--dry-run'] : []),
    ...(wait === false ? ['--no-wait'] : []),
  ];
}
