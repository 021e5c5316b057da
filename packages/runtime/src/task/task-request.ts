import type { DecoratorIR } from '@mf/ir';

/** One attempt of one task, as a scheduler asks for it. Everything else is found in the datastore. */
export interface TaskRequest {
  readonly run: string;
  readonly step: string;
  readonly task: string;
  /** Slot of the datastore that the results go to, 0 to 5. */
  readonly attempt: number;
  /** What `current.retryCount` says: the scheduler's own count, from 0, which has no limit on an external one. */
  readonly retryCount: number;
  /** The count of the last attempt that runs the author's code; later ones are for `@catch`. Unknown when it is not said. */
  readonly maxRetries: number | undefined;
  /** How an earlier process of this very attempt was ended from outside: the failure is recorded in the place of the step. */
  readonly failedBy: 'timeout' | undefined;
  /** The process that started this one: when it is gone, the task stops. Unknown when it is not said. */
  readonly schedulerPid: number | undefined;
  /** Decorators of `--with`: for a step that does not have one of their name. */
  readonly with: readonly DecoratorIR[];
  /** Tasks to read, as `run/step/task`: for a join in the order of its inputs. */
  readonly inputPaths: readonly string[];
  /** Indices in the foreach loops around the task, the outermost first. */
  readonly indexStack: readonly number[];
  /** The run that this one resumes; null for a fresh run. */
  readonly originRun: string | null;
  /** Tags that the run was started with. */
  readonly tags: readonly string[];
}
