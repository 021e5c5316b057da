import type { FieldSyntax } from '@mf/ir';
import type { Expression } from 'oxc-parser';
import type { FlowImports } from '../source/flow-imports';
import { isField, memberName } from './class-member';
import type { ModuleClass } from './classes';

/** What a flow may declare to tell the type of its items: `declare readonly input: string;`. */
const membersOfEveryFlow: ReadonlySet<string> = new Set(['input', 'index']);

/**
 * The fields that a class declares. Static and `#private` fields are no part of a flow's state. What is declared by `declare` only tells
 * the type of a field: in a class with a base that is the base's, which the declaration leaves as it is; and so is what every flow has.
 */
export function readFields({ node, module: { imports, problems } }: ModuleClass): readonly FieldSyntax[] {
  const inherits = node.superClass !== null && imports.exportedName(node.superClass) !== 'FlowSpec';
  return node.body.body.flatMap((member): FieldSyntax[] => {
    const name = isField(member) && !member.static ? memberName(member) : undefined;
    if (!isField(member) || name === undefined) return [];
    if (member.declare && (inherits || membersOfEveryFlow.has(name))) return [];
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
