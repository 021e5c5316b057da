import type { SourceProblems } from '../source/source-problems';
import { type DecorableMember, isField, isMethod, memberName } from './class-member';

/** Reports a step that is anything else than a plain method with at most one parameter (MF1010, MF1011). */
export function checkStepShape(member: DecorableMember, problems: SourceProblems): void {
  const name = memberName(member);
  const label = name ?? (member.key.type === 'PrivateIdentifier' ? `#${member.key.name}` : 'This step');
  const fault = shapeFault(member);
  if (fault)
    problems.report('MF1010', member.key.start, `${label} ${fault.what}, but a step is a plain method.`, fault.advice);
  const parameters = stepParameters(member);
  if (parameters.length > 1) {
    const second = parameters[1] as (typeof parameters)[number];
    problems.report(
      'MF1011',
      second.start,
      `Step ${label} takes ${parameters.length} parameters, but a step takes none, or inputs if it is a join.`,
      'Keep the one for inputs. In a foreach, the item is this.input and its index this.index.',
    );
  }
}

/** The parameters of a step, without the `this` that TypeScript lets one declare. */
export function stepParameters(member: DecorableMember) {
  if (!isMethod(member)) return [];
  return member.value.params.filter((parameter) => !(parameter.type === 'Identifier' && parameter.name === 'this'));
}

interface Fault {
  readonly what: string;
  readonly advice: string;
}

function shapeFault(member: DecorableMember): Fault | undefined {
  if (isField(member)) {
    return { what: 'is a field', advice: 'Write it as a method: @step name() { ... }.' };
  }
  if (!isMethod(member)) {
    return { what: 'is an accessor', advice: 'Write it as a method: @step name() { ... }.' };
  }
  if (member.kind === 'get' || member.kind === 'set') {
    return { what: `is a ${member.kind}ter`, advice: `Remove ${member.kind}.` };
  }
  if (member.computed)
    return {
      what: 'has a computed name',
      advice: 'Write the name itself: the graph is read without running the code.',
    };
  if (member.key.type === 'PrivateIdentifier') return { what: 'is private', advice: 'Remove the # from its name.' };
  if (member.accessibility === 'private' || member.accessibility === 'protected') {
    return { what: `is ${member.accessibility}`, advice: `Remove ${member.accessibility}.` };
  }
  if (member.static) return { what: 'is static', advice: 'Remove static.' };
  if (member.type === 'TSAbstractMethodDefinition')
    return { what: 'is abstract', advice: 'Give it a body, and remove abstract.' };
  if (member.value.generator)
    return { what: 'is a generator', advice: 'Remove the *: a step is a method, async if need be.' };
  return undefined;
}
