import { PyTuple, type TaskAttempt } from '@mf/datastore';
import type { RecordedTransition } from '@mf/flow/internal';
import type { CollectedArtifacts } from './flow-fields';
import { foreachLabel } from './foreach-label';
import type { ArtifactSource } from './inherited-fields';
import type { HandledFailure } from './handled-failure';
import { failureArtifact } from './task-failure';
import type { TaskPlace } from './task-place';

/** Why a task has failed; undefined when it has not. */
export type Failure = { readonly error: unknown } | undefined;

/** What is left when the author's code is over. */
export interface StepResults {
  readonly failed: Failure;
  /** The failure that `@catch` handles; `failed` is undefined then. */
  readonly handled?: HandledFailure | undefined;
  readonly artifacts: CollectedArtifacts;
  readonly transition: RecordedTransition | undefined;
  /** What is the same in the whole run, by reference. */
  readonly passedDown: { readonly source: ArtifactSource; readonly names: readonly string[] };
  /** The graph, where it may differ from the one that is passed down. */
  readonly graph: unknown;
}

/**
 * Stores what a step has left, and Metaflow's own artifacts that say how it went. An artifact that cannot be stored makes the
 * task fail; the others are kept, as after any failure.
 *
 * @param failedMeanwhile tells, once the artifacts are stored, whether something outside of the step made the task fail
 */
export async function saveResults(
  attempt: TaskAttempt,
  place: TaskPlace,
  { artifacts, handled, transition, passedDown, graph }: StepResults,
  failedMeanwhile: () => Failure,
): Promise<{ readonly failed: Failure }> {
  attempt.passDown(passedDown.source, passedDown.names);
  for (const [name, source] of artifacts.unchanged) attempt.passDown(source, [name]);
  const saved = await Promise.allSettled([...artifacts.changed].map(([name, value]) => attempt.save(name, value)));
  const unsaved = saved.find((result) => result.status === 'rejected');
  const failed = failedMeanwhile() ?? (unsaved && { error: unsaved.reason as unknown });
  const status = {
    ...statusArtifacts(place, failed || handled ? undefined : transition, failed),
    ...(handled && !failed && handledArtifacts(handled)),
    ...(graph !== undefined && { _graph_info: graph }),
  };
  await Promise.all(Object.entries(status).map(([name, value]) => attempt.save(name, value)));
  return { failed };
}

function statusArtifacts(
  place: TaskPlace,
  transition: RecordedTransition | undefined,
  failed: Failure,
): Record<string, unknown> {
  const foreach = transition?.kind === 'foreach' ? transition : undefined;
  return {
    _current_step: place.step,
    _foreach_stack: place.foreachStack,
    _foreach_var: foreach?.over ?? null,
    _foreach_num_splits: foreach?.items.length ?? null,
    ...(foreach && { _foreach_values: foreach.items.map(foreachLabel) }),
    _iteration_stack: place.iterationStack,
    _transition: transition ? PyTuple.of<unknown>(nextSteps(transition), foreach?.over ?? null) : null,
    _exception: failed ? failureArtifact(failed.error) : null,
    _success: failed === undefined,
    _task_ok: failed === undefined,
  };
}

/** What Metaflow's `@catch` leaves: as if `this.next(...)` had been called, and nothing had been thrown. */
function handledArtifacts({ exception, next }: HandledFailure): Record<string, unknown> {
  return { _transition: PyTuple.of<unknown>(next, null), _success: false, _catch_exception: exception };
}

function nextSteps(transition: RecordedTransition): readonly string[] {
  return transition.kind === 'split' ? transition.to : [transition.to];
}
