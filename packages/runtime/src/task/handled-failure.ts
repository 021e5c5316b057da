import type { MetaflowExceptionWrapper } from '@mf/datastore';
import type { StepIR } from '@mf/ir';
import { stepCatch, targetsOf } from '@mf/ir/graph';
import { TaskStoppedError } from './errors';
import { failureArtifact } from './task-failure';
import type { TaskRequest } from './task-request';

/** A failure that `@catch` handles: the task counts as done, but not as successful. */
export interface HandledFailure {
  readonly exception: MetaflowExceptionWrapper;
  /** The steps that follow by the source, as if the step had called `this.next(...)`. */
  readonly next: readonly string[];
  readonly print: boolean;
}

/** What `@catch` says about one attempt of a step (Metaflow's rules). */
export interface AttemptCatch {
  /** Field that gets the failure, or null after success. */
  readonly variable: string | null;
  /** The author's code has failed too often by killing its process: it is not run in this attempt. */
  readonly isFallback: boolean;
  /** The failure as it is handled; undefined when another attempt comes first, or when somebody stopped the task. */
  handle(error: unknown): HandledFailure | undefined;
}

/** Reads the `@catch` of a step, if it has one. An attempt whose place in the row is not known is the last one. */
export function attemptCatch(step: StepIR, request: TaskRequest): AttemptCatch | undefined {
  const found = stepCatch(step, request.with);
  if (!found) return undefined;
  const { retryCount, maxRetries = retryCount } = request;
  return {
    variable: found.variable,
    isFallback: retryCount > maxRetries,
    handle(error) {
      if (retryCount < maxRetries || error instanceof TaskStoppedError) return undefined;
      return { exception: failureArtifact(error), next: targetsOf(step.next), print: found.printException };
    },
  };
}
