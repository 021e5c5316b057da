import type { FieldSyntax } from '@mf/ir';
import type { Class, Expression } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import type { FlowImports } from './flow-imports';
import { isField, memberName } from './class-member';

/** The fields that a flow declares. Static and `#private` fields are no part of a flow's state. */
export function readFields({ body }: Class, imports: FlowImports, problems: SourceProblems): readonly FieldSyntax[] {
  return body.body.flatMap((member): FieldSyntax[] => {
    if (!isField(member) || member.static) return [];
    const name = memberName(member);
    if (name === undefined) return [];
    return [{ name, at: problems.position(member.key.start), kind: fieldKind(member.value, imports) }];
  });
}

function fieldKind(value: Expression | null, imports: FlowImports): FieldSyntax['kind'] {
  if (!value) return 'artifact';
  const bare = withoutTypes(value);
  const called = bare.type === 'CallExpression' ? imports.exportedName(bare.callee) : undefined;
  return called === 'parameter' || called === 'includeFile' ? 'parameter' : 'constant';
}

function withoutTypes(expression: Expression): Expression {
  switch (expression.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return withoutTypes(expression.expression);
    default:
      return expression;
  }
}
