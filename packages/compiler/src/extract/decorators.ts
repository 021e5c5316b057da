import type { DecoratorSyntax } from '@mf/ir';
import type { Decorator, Expression } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import type { FlowImports } from '../source/flow-imports';
import { calledDecorators } from './called-decorators';

/** The decorators of `@mf/flow` among those of a class or method. Others are the author's own code, and nothing to read. */
export interface FlowDecorators {
  readonly isStep: boolean;
  /** All but `@step`. */
  readonly others: readonly DecoratorSyntax[];
}

/** Reads the decorators of `@mf/flow`, and reports those that are not called (MF1014). */
export function readDecorators(
  decorators: readonly Decorator[],
  imports: FlowImports,
  problems: SourceProblems,
): FlowDecorators {
  const named = decorators.flatMap(({ expression, start }) => {
    const isCalled = expression.type === 'CallExpression';
    const name = imports.exportedName(isCalled ? expression.callee : expression);
    if (name === undefined) return [];
    const missing = isCalled ? undefined : calledDecorators.get(name);
    if (missing !== undefined) reportBare(expression, missing, start, problems);
    return [{ name: metaflowName(name), at: problems.position(start) }];
  });
  return { isStep: named.some(({ name }) => name === 'step'), others: named.filter(({ name }) => name !== 'step') };
}

/** Without its call a decorator gets the step for its options, and puts a function that does nothing in the place of it. */
function reportBare(expression: Expression, missing: string, offset: number, problems: SourceProblems): void {
  const written = writtenName(expression);
  problems.report(
    'MF1014',
    offset,
    `@${written} is not called, so it would take what it stands on for its options.`,
    `Write @${written}${missing}.`,
  );
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
