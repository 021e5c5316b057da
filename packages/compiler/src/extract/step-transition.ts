import type { Position, StepSyntax, Transition, TransitionReading } from '@mf/ir';
import { targetsOf } from '@mf/ir';
import type { Function } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import { findEarlyReturns, findNextCalls, type NextCall } from './next-calls';
import { type ReadTransition, readTransition } from './read-transition';

export interface StepTransition {
  readonly next: Transition;
  /** Undefined when the step has no `this.next(...)`. */
  readonly nextAt: Position | undefined;
  readonly nextReading: TransitionReading | undefined;
}

/**
 * Reads what comes after a step, and reports a `this.next(...)` that does not stand once, at the end of it (MF1020 to MF1027). A call of
 * an inherited step that leads on is as good as one.
 *
 * @param inherited the steps of the base class
 */
export function readStepTransition(
  method: Function,
  step: string,
  inherited: readonly StepSyntax[],
  problems: SourceProblems,
): StepTransition {
  const base = new Map(inherited.flatMap((each) => (leadsOn(each) ? [[each.name, each] as const] : [])));
  const leading = new Set(base.keys());
  const calls = findNextCalls(method, leading);
  const [first] = calls;
  if (!first) return { next: { kind: 'end' }, nextAt: undefined, nextReading: undefined };
  reportPlacements(calls, step, problems);
  for (const { start } of findEarlyReturns(method, leading)) {
    problems.report(
      'MF1024',
      start,
      `Step ${step} may return here without saying what comes next.`,
      'Let every way through the step reach this.next(...), or throw an error.',
    );
  }
  const read = calls.map(({ node, through }) => {
    const called = through === undefined ? undefined : base.get(through);
    return called ? { next: called.next, complete: !called.nextReading } : readTransition(node, step, problems);
  });
  const nextAt = base.get(first.through ?? '')?.nextAt ?? problems.position(first.node.start);
  return { ...bestGuess(read), nextAt };
}

function leadsOn({ next, nextReading }: StepSyntax): boolean {
  return next.kind !== 'end' || nextReading !== undefined;
}

/** Reports each `this.next(...)` of a method that is no step (MF1013). */
export function reportNextOutsideOfStep(method: Function, name: string, problems: SourceProblems): void {
  for (const { node } of findNextCalls(method, new Set())) {
    problems.report(
      'MF1013',
      node.start,
      `${name} calls this.next(...), but is no step, so this edge is no part of the graph.`,
      `Put @step on ${name}, or call this.next(...) in the step itself.`,
    );
  }
}

function reportPlacements(calls: readonly NextCall[], step: string, problems: SourceProblems): void {
  const direct = calls.filter(({ placement }) => placement.kind === 'statement');
  for (const call of calls) {
    const { start } = call.node;
    const { placement, through } = call;
    const what = through === undefined ? 'this.next(...)' : `super.${through}(...), which calls this.next(...),`;
    if (placement.kind === 'inside') {
      problems.report(
        'MF1020',
        start,
        `${what} of step ${step} stands inside of ${placement.construct}, but the graph must be the same in every run.`,
        "Put it last, by itself. To choose a step, set a field and write this.next({ yes: this.a, no: this.b }, { condition: 'field' }).",
      );
    } else if (placement.kind === 'function') {
      problems.report(
        'MF1021',
        start,
        `${what} of step ${step} stands in a function inside of it, which may run later or never.`,
        'Make the step async, await what the function waits for, and put this.next(...) last in the step itself.',
      );
    } else if (call !== direct[0]) {
      problems.report(
        'MF1022',
        start,
        calls.some((each) => each.through !== undefined)
          ? `Step ${step} has more than one this.next(...): the inherited step that it calls by super has one, too.`
          : `Step ${step} has more than one this.next(...).`,
        'Keep one, as the last statement. To run several steps at the same time, write this.next(this.a, this.b).',
      );
    } else if (!placement.last && direct.length === 1) {
      problems.report(
        'MF1023',
        start,
        `${what} is not the last statement of step ${step}: what follows could still change artifacts.`,
        'Move it to the end of the step.',
      );
    }
  }
}

function bestGuess(read: readonly ReadTransition[]): Pick<StepTransition, 'next' | 'nextReading'> {
  const [first] = read as [ReadTransition, ...ReadTransition[]];
  const complete = read.every((each) => each.complete);
  const same = read.every(({ next }) => JSON.stringify(next) === JSON.stringify(first.next));
  if (same) return { next: first.next, nextReading: complete ? undefined : 'partial' };
  const structured = read.find(({ next }) => next.kind === 'split' || next.kind === 'foreach');
  if (structured) return { next: structured.next, nextReading: 'partial' };
  const targets = new Set(read.flatMap(({ next }) => targetsOf(next)));
  const cases = [...targets].map((to) => ({ value: to, to }));
  return { next: { kind: 'switch', condition: '', cases }, nextReading: complete ? 'ambiguous' : 'partial' };
}
