import type { DecoratorSyntax } from '@mf/ir';
import type { Decorator } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import type { FlowImports } from '../source/flow-imports';

/** The decorators of `@mf/flow` among those of a class or method. Others are the author's own code, and nothing to read. */
export interface FlowDecorators {
  readonly isStep: boolean;
  /** All but `@step`. */
  readonly others: readonly DecoratorSyntax[];
}

export function readDecorators(
  decorators: readonly Decorator[],
  imports: FlowImports,
  problems: SourceProblems,
): FlowDecorators {
  const named = decorators.flatMap(({ expression, start }) => {
    const name = imports.exportedName(expression.type === 'CallExpression' ? expression.callee : expression);
    return name === undefined ? [] : [{ name: metaflowName(name), at: problems.position(start) }];
  });
  return { isStep: named.some(({ name }) => name === 'step'), others: named.filter(({ name }) => name !== 'step') };
}

/** `triggerOnFinish` is Metaflow's `trigger_on_finish`; `catchError` its `catch`, which is a reserved word here. */
function metaflowName(name: string): string {
  return name === 'catchError' ? 'catch' : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
