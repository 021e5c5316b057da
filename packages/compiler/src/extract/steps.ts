import type { StepSyntax } from '@mf/ir';
import type { SourceProblems } from '../source/source-problems';
import { readDecorators } from './decorators';
import { docBetween } from './doc-comments';
import { type DecorableMember, isDecorable, isMethod, memberName } from './class-member';
import { className, type ModuleClass } from './classes';
import { readStepMarks } from './step-marks';
import { checkStepShape, stepParameters } from './step-shape';
import { readStepTransition, reportNextOutsideOfStep } from './step-transition';

/**
 * The steps that a class declares, in the order of the source. Members with an unreadable name are reported and left out.
 *
 * @param inherited the steps of its base: `super.<step>()` goes where that step goes
 */
export function readSteps(own: ModuleClass, inherited: readonly StepSyntax[]): readonly StepSyntax[] {
  const { node, module } = own;
  const { comments, imports, problems } = module;
  const members = node.body.body;
  return members.flatMap((member, index): StepSyntax[] => {
    if (!isDecorable(member)) return [];
    const { isStep, others } = readDecorators(member.decorators, 'step', imports, problems);
    const name = memberName(member);
    if (!isStep) {
      const overridden = inherited.find((step) => step.name === name);
      if (overridden) reportLostStep(member, overridden, own);
      else {
        reportHalfStep(
          member,
          others.map((decorator) => decorator.name),
          problems,
        );
      }
      return [];
    }
    checkStepShape(member, problems);
    const marks = readStepMarks(member.decorators, imports, problems);
    if (name === undefined) return [];
    const at = problems.position(member.key.start);
    const { next, nextAt, nextReading } = isMethod(member)
      ? readStepTransition(member.value, name, inherited, problems)
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

/** A method in the place of an inherited step: to the runner it would be the step, without anybody having said so (MF1046). */
function reportLostStep(member: DecorableMember, { name, at }: StepSyntax, own: ModuleClass): void {
  // A field of the name of a step is lint's.
  if (!isMethod(member) || member.type === 'TSAbstractMethodDefinition') return;
  own.module.problems.report(
    'MF1046',
    member.key.start,
    `${name} of ${className(own)} takes the place of the step ${name} that it inherits (${at.file}:${at.line}), but has no @step.`,
    'Add @step, with the decorators that this step is to have: those of the inherited one do not count. Or give the method another name.',
  );
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
