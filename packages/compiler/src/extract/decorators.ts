import type { DecoratorSyntax } from '@mf/ir';
import type { Decorator, Expression } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import type { FlowImports } from '../source/flow-imports';
import { type OurDecorator, ourDecorators } from './our-decorators';

/** The decorators of `@mf/flow` among those of a class or method. Others are the author's own code, and nothing to read. */
export interface FlowDecorators {
  readonly isStep: boolean;
  /** All but `@step`. */
  readonly others: readonly DecoratorSyntax[];
}

/**
 * Reads the decorators of `@mf/flow`, and reports those that are not called (MF1014), stand on what they are not for (MF1015), or are called
 * without the options that they need (MF1016).
 */
export function readDecorators(
  decorators: readonly Decorator[],
  place: 'flow' | 'step',
  imports: FlowImports,
  problems: SourceProblems,
): FlowDecorators {
  const named = decorators.flatMap(({ expression, start }) => {
    const isCalled = expression.type === 'CallExpression';
    const name = imports.exportedName(isCalled ? expression.callee : expression);
    if (name === undefined) return [];
    const ours = ourDecorators.get(name);
    if (ours && !isCalled) reportBare(expression, ours, start, problems);
    if (ours && isCalled && expression.arguments.length === 0) reportEmpty(expression.callee, ours, start, problems);
    if (ours && ours.of !== 'both' && ours.of !== place) reportPlace(name, ours.of, start, problems);
    return [{ name: metaflowName(name), at: problems.position(start) }];
  });
  return { isStep: named.some(({ name }) => name === 'step'), others: named.filter(({ name }) => name !== 'step') };
}

/** Without its call a decorator gets the step for its options, and puts a function that does nothing in the place of it. */
function reportBare(expression: Expression, { call }: OurDecorator, offset: number, problems: SourceProblems): void {
  const written = writtenName(expression);
  problems.report(
    'MF1014',
    offset,
    `@${written} is not called, so it would take what it stands on for its options.`,
    `Write @${written}${call}.`,
  );
}

function reportEmpty(
  callee: Expression,
  { call, needsNone }: OurDecorator,
  offset: number,
  problems: SourceProblems,
): void {
  if (needsNone || call === '()') return;
  const written = writtenName(callee);
  problems.report('MF1016', offset, `@${written} needs options.`, `Write it like @${written}${call}.`);
}

function reportPlace(name: string, of: 'flow' | 'step', offset: number, problems: SourceProblems): void {
  const [message, advice] =
    of === 'flow'
      ? [`@${name} is for flows, and means nothing on a method.`, "Write it above the flow's class."]
      : [
          `@${name} is for steps, and means nothing on a class.`,
          'Write it above the @step of each step that it is for.',
        ];
  problems.report('MF1015', offset, message, advice);
}

/** What an identifier, or a member of a namespace, looks like in the source. */
function writtenName(expression: Expression): string {
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type !== 'MemberExpression' || expression.property.type !== 'Identifier') return '';
  return `${writtenName(expression.object)}.${expression.property.name}`;
}

/** `triggerOnFinish` is Metaflow's `trigger_on_finish`; `catchError` its `catch`, which is a reserved word here. */
function metaflowName(name: string): string {
  return name === 'catchError' ? 'catch' : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
