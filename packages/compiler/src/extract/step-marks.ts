import type { StepMark } from '@mf/ir';
import type { Decorator, ObjectProperty } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import type { FlowImports } from '../source/flow-imports';

/** Reads `@step({ start: true, end: true })`, and reports what cannot be read without running it (MF1040). */
export function readStepMarks(
  decorators: readonly Decorator[],
  imports: FlowImports,
  problems: SourceProblems,
): readonly StepMark[] {
  return decorators.flatMap(({ expression }) => {
    if (expression.type !== 'CallExpression' || imports.exportedName(expression.callee) !== 'step') return [];
    const [options, ...more] = expression.arguments;
    if (!options) return [];
    const properties = options.type === 'ObjectExpression' && more.length === 0 ? options.properties : undefined;
    const marks = properties?.map((property) => (property.type === 'Property' ? readMark(property) : undefined));
    if (!marks || marks.includes(undefined)) {
      problems.report(
        'MF1040',
        options.start,
        'These options of @step cannot be read: the graph is read without running the code.',
        'Write @step, @step({ start: true }), @step({ end: true }) or @step({ start: true, end: true }).',
      );
    }
    return (marks ?? []).flatMap((mark) => (mark?.isSet ? [mark.role] : []));
  });
}

function readMark({ key, value, computed }: ObjectProperty): { role: StepMark; isSet: boolean } | undefined {
  const name = key.type === 'Identifier' && !computed ? key.name : key.type === 'Literal' ? key.value : undefined;
  if (name !== 'start' && name !== 'end') return undefined;
  if (value.type !== 'Literal' || typeof value.value !== 'boolean') return undefined;
  return { role: name, isSet: value.value };
}
