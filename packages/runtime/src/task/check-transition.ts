import type { RecordedTransition } from '@mf/flow/internal';
import type { StepIR, Transition } from '@mf/ir';
import { targetsOf } from '@mf/ir/graph';
import { MissingNextError, TransitionMismatchError } from './errors';

/**
 * Holds what `this.next(...)` said against what the step's source says: schedulers, ours and others, follow the source.
 *
 * @param recorded undefined when the step did not call it
 * @throws MissingNextError, TransitionMismatchError
 */
export function checkTransition({ name, next }: StepIR, recorded: RecordedTransition | undefined): void {
  if (!recorded) {
    if (next.kind !== 'end') throw new MissingNextError(name);
    return;
  }
  if (!agrees(next, recorded)) throw new TransitionMismatchError(name, wordsFor(next), wordsForRecorded(recorded));
}

function agrees(source: Transition, recorded: RecordedTransition): boolean {
  switch (source.kind) {
    case 'end':
      return false;
    case 'linear':
      return recorded.kind === 'linear' && recorded.to === source.to;
    case 'split':
      return recorded.kind === 'split' && recorded.to.join() === source.to.join();
    case 'foreach':
      return recorded.kind === 'foreach' && recorded.to === source.to && recorded.over === source.over;
    case 'switch':
      return (
        recorded.kind === 'switch' &&
        source.cases.some(({ value, to }) => value === recorded.value && to === recorded.to)
      );
  }
}

function wordsFor(transition: Transition): string {
  const steps = targetsOf(transition).join(', ');
  switch (transition.kind) {
    case 'end':
      return 'nothing';
    case 'foreach':
      return `${steps} for each of ${transition.over}`;
    case 'switch':
      return `one of ${steps}`;
    default:
      return steps;
  }
}

function wordsForRecorded(recorded: RecordedTransition): string {
  switch (recorded.kind) {
    case 'split':
      return recorded.to.join(', ');
    case 'foreach':
      return `${recorded.to} for each of ${recorded.over}`;
    case 'switch':
      return `${recorded.to} for ${recorded.value}`;
    case 'linear':
      return recorded.to;
  }
}
