import type { StepSyntax } from '@mf/ir';
import type { Class } from 'oxc-parser';
import type { ParsedSource } from '../source/parse-source';
import type { SourceProblems } from '../source/source-problems';
import { readDecorators } from './decorators';
import { docBetween } from './doc-comments';
import type { FlowImports } from './flow-imports';
import { type DecorableMember, isDecorable, isMethod, memberName } from './class-member';
import { readStepMarks } from './step-marks';
import { checkStepShape, stepParameters } from './step-shape';
import { readStepTransition, reportNextOutsideOfStep } from './step-transition';

/** The steps of a flow class, in the order of the source. Members with an unreadable name are reported and left out. */
export function readSteps(
  node: Class,
  { comments }: ParsedSource,
  imports: FlowImports,
  problems: SourceProblems,
): readonly StepSyntax[] {
  const members = node.body.body;
  return members.flatMap((member, index): StepSyntax[] => {
    if (!isDecorable(member)) return [];
    const { isStep, others } = readDecorators(member.decorators, imports, problems);
    const name = memberName(member);
    if (!isStep) {
      reportHalfStep(
        member,
        others.map((decorator) => decorator.name),
        problems,
      );
      return [];
    }
    checkStepShape(member, problems);
    const marks = readStepMarks(member.decorators, imports, problems);
    if (name === undefined) return [];
    const at = problems.position(member.key.start);
    const { next, nextAt, nextReading } = isMethod(member)
      ? readStepTransition(member.value, name, problems)
      : { next: { kind: 'end' } as const, nextAt: undefined, nextReading: 'partial' as const };
    return [
      {
        name,
        at,
        doc: docBetween(comments, members[index - 1]?.end ?? node.body.start, member.key.start),
        takesInputs: stepParameters(member).length > 0,
        next,
        nextAt: nextAt ?? at,
        ...(nextReading && { nextReading }),
        ...(marks.length > 0 && { marks }),
        decorators: others,
      },
    ];
  });
}

/** What looks like a step but lacks `@step`: decorators of steps (MF1012), or `this.next(...)` (MF1013). */
function reportHalfStep(member: DecorableMember, decorators: readonly string[], problems: SourceProblems): void {
  const name = memberName(member) ?? 'This member';
  if (decorators.length > 0) {
    problems.report(
      'MF1012',
      member.key.start,
      `${name} has @${decorators.join(', @')} but not @step, so it is no step and the decorator means nothing.`,
      'Add @step, or remove the decorator.',
    );
  }
  if (isMethod(member)) reportNextOutsideOfStep(member.value, name, problems);
}
