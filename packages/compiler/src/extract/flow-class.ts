import type { Class, Expression, Program, Statement } from 'oxc-parser';
import type { SourceProblems } from '../source/source-problems';
import type { FlowImports } from './flow-imports';

export interface FoundFlow {
  readonly node: Class;
  readonly name: string;
  /** Undefined when the module does not export it. */
  readonly exportName: string | undefined;
  /** Where the statement before the class ends: its doc comment stands behind it. */
  readonly docFrom: number;
}

interface TopLevelClass {
  readonly node: Class;
  readonly exported: string | undefined;
  readonly docFrom: number;
}

/** Finds the one flow class of a module, or reports why there is none (MF1002 to MF1008). */
export function findFlowClass(program: Program, imports: FlowImports, problems: SourceProblems): FoundFlow | undefined {
  const classes = topLevelClasses(program);
  const flows = classes.filter(({ node }) => node.superClass && imports.exportedName(node.superClass) === 'FlowSpec');
  const heirs = classes.filter(
    (found) => !flows.includes(found) && (extendsOneOf(found.node, flows) || hasSteps(found.node, imports)),
  );
  for (const { node } of heirs) reportHeir(node, problems);
  if (flows.length === 0) {
    if (heirs.length === 0) reportNone(classes, problems);
    return undefined;
  }
  const concrete = flows.filter(({ node }) => !node.abstract);
  const [flow, ...more] = concrete;
  for (const { node } of more) {
    problems.report(
      'MF1003',
      nameOffset(node),
      `The file has more than one flow: ${concrete.map((each) => each.node.id?.name ?? 'a class without a name').join(', ')}.`,
      'Keep one flow class in each file, and move the others to files of their own.',
    );
  }
  if (!flow && heirs.length === 0) {
    const [{ node }] = flows as [TopLevelClass];
    problems.report(
      'MF1006',
      nameOffset(node),
      `${node.id?.name ?? 'The flow'} is abstract, so no run can make an object of it.`,
      'Remove abstract.',
    );
  }
  if (!flow || more.length > 0 || heirs.length > 0) return undefined;
  return named(flow, program, problems);
}

function named(
  { node, exported, docFrom }: TopLevelClass,
  program: Program,
  problems: SourceProblems,
): FoundFlow | undefined {
  if (!node.id) {
    problems.report(
      'MF1007',
      nameOffset(node),
      'The flow class has no name, but the name of the class is the name of the flow.',
      'Name it: export default class MyFlow extends FlowSpec { ... }.',
    );
    return undefined;
  }
  const { name } = node.id;
  const exportName = exported ?? exportedAs(name, program);
  if (exportName === undefined) {
    problems.report(
      'MF1004',
      node.id.start,
      `The flow ${name} is not exported, so it cannot be loaded.`,
      `Write export class ${name}.`,
    );
  }
  return { node, name, exportName, docFrom };
}

function topLevelClasses({ body }: Program): TopLevelClass[] {
  return body.flatMap((statement, index) => {
    const found = classOf(statement);
    return found ? [{ ...found, docFrom: body[index - 1]?.end ?? 0 }] : [];
  });
}

function classOf(statement: Statement): Omit<TopLevelClass, 'docFrom'> | undefined {
  if (statement.type === 'ClassDeclaration') return { node: statement, exported: undefined };
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'ClassDeclaration') {
    return { node: statement.declaration, exported: statement.declaration.id?.name };
  }
  if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'ClassDeclaration') {
    return { node: statement.declaration, exported: 'default' };
  }
  return undefined;
}

/** `export { A }`, `export { A as B }` or `export default A`. */
function exportedAs(name: string, { body }: Program): string | undefined {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      if (statement.declaration.name === name) return 'default';
    }
    if (statement.type !== 'ExportNamedDeclaration' || statement.source || statement.exportKind === 'type') continue;
    for (const { local, exported, exportKind } of statement.specifiers) {
      if (exportKind === 'type' || local.type === 'Literal' || local.name !== name) continue;
      return exported.type === 'Literal' ? exported.value : exported.name;
    }
  }
  return undefined;
}

function extendsOneOf({ superClass }: Class, flows: readonly TopLevelClass[]): boolean {
  return superClass?.type === 'Identifier' && flows.some(({ node }) => node.id?.name === superClass.name);
}

function hasSteps({ body }: Class, imports: FlowImports): boolean {
  return body.body.some(
    (member) =>
      'decorators' in member &&
      member.decorators.some(({ expression }) => {
        const called = expression.type === 'CallExpression' ? expression.callee : expression;
        return imports.exportedName(called) === 'step';
      }),
  );
}

function reportHeir(node: Class, problems: SourceProblems): void {
  const name = node.id?.name ?? 'The class';
  if (!node.superClass) {
    problems.report(
      'MF1005',
      nameOffset(node),
      `${name} has steps, but is no flow.`,
      `Write class ${name} extends FlowSpec.`,
    );
    return;
  }
  if (isCalledFlowSpec(node.superClass)) {
    reportForeignFlowSpec(node.superClass, problems);
    return;
  }
  problems.report(
    'MF1008',
    node.superClass.start,
    `${name} inherits from another class than FlowSpec, and steps of a base class cannot be read yet.`,
    `Let ${name} extend FlowSpec directly and write all steps in it; shared code can stand in functions that steps call.`,
  );
}

function reportNone(classes: readonly TopLevelClass[], problems: SourceProblems): void {
  const foreign = classes
    .map(({ node }) => node.superClass)
    .find((superClass) => superClass && isCalledFlowSpec(superClass));
  if (foreign) {
    reportForeignFlowSpec(foreign, problems);
    return;
  }
  problems.report(
    'MF1002',
    0,
    'The file has no flow: no class in it extends FlowSpec.',
    "Write export class MyFlow extends FlowSpec { ... }, with FlowSpec imported from '@mf/flow'.",
  );
}

function reportForeignFlowSpec(superClass: Expression, problems: SourceProblems): void {
  problems.report(
    'MF1005',
    superClass.start,
    'This FlowSpec is not imported from @mf/flow, so the class is not known to be a flow.',
    "Import it directly: import { FlowSpec, step } from '@mf/flow'.",
  );
}

function isCalledFlowSpec(expression: Expression): boolean {
  if (expression.type === 'Identifier') return expression.name === 'FlowSpec';
  return (
    expression.type === 'MemberExpression' &&
    expression.property.type === 'Identifier' &&
    expression.property.name === 'FlowSpec'
  );
}

function nameOffset({ id, start }: Class): number {
  return id?.start ?? start;
}
