import type * as Morph from 'ts-morph';
import { NoFlowInFileError, StepPlaceError } from './errors';
import type { StepGeneratorOptions } from './options';

type StepRequest = Pick<StepGeneratorOptions, 'name' | 'after' | 'before'>;

/** `this.next(...)` of a step, and the steps that it names. */
interface Edges {
  readonly step: Morph.MethodDeclaration;
  readonly targets: readonly Morph.PropertyAccessExpression[];
}

/**
 * The source of a flow with one step more: between two steps, it takes over the edge from one to the other, whatever that edge is (one
 * of a split, a foreach, a case of a switch). A join that knew the first by its name knows the new one: in its type and its body.
 *
 * @throws NoFlowInFileError, StepPlaceError
 */
export function insertStep(morph: typeof Morph, source: string, { name, after, before }: StepRequest): string {
  const indent = indentation(morph, source);
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: indent },
  });
  const file = project.createSourceFile('x.flow.ts', source);
  const flow = flowClass(file);
  checkName(flow, name);

  const edges = steps(flow).map((step) => edgesOf(morph, step));
  const { from, to } = place(edges, after, before);
  const target = from.targets.find((one) => one.getName() === to)!;
  const join = flow.getInstanceMethod(to);
  const isJoin = join !== undefined && join.getParameters().length > 0;
  const previous = from.step.getName();

  if (isJoin) renameBranch(morph, join, previous, name);
  target.getNameNode().replaceWithText(name);
  flow.insertMember(from.step.getChildIndex() + 1, stepText(name, to, indent));
  return file.getFullText();
}

function stepText(name: string, next: string, indent: string): string {
  return `/** What ${name} does. */\n@step ${name}() {\n${indent}this.next(this.${next});\n}`;
}

/** That of the file, for workspaces without a formatter. */
function indentation({ IndentationText }: typeof Morph, source: string): Morph.IndentationText {
  if (/^\t\S/m.test(source)) return IndentationText.Tab;
  return /^ {2}\S/m.test(source) ? IndentationText.TwoSpaces : IndentationText.FourSpaces;
}

function flowClass(file: Morph.SourceFile): Morph.ClassDeclaration {
  const flow = file.getClasses().find((one) => steps(one).length > 0);
  if (!flow) throw new NoFlowInFileError('there is no class with steps in the file');
  return flow;
}

function steps(flow: Morph.ClassDeclaration): Morph.MethodDeclaration[] {
  return flow.getInstanceMethods().filter((method) => method.getDecorator('step') !== undefined);
}

function checkName(flow: Morph.ClassDeclaration, name: string): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new StepPlaceError(`'${name}' cannot be the name of a step`, 'Use letters, digits and underscores.');
  if (flow.getMember(name))
    throw new StepPlaceError(`${flow.getName() ?? 'the flow'} has a member ${name} already`, 'Choose another name.');
}

function edgesOf(morph: typeof Morph, step: Morph.MethodDeclaration): Edges {
  const { SyntaxKind } = morph;
  const calls = step
    .getDescendantsOfKind(SyntaxKind.CallExpression)
    .filter((call) => call.getExpression().getText() === 'this.next');
  if (calls.length > 1)
    throw new NoFlowInFileError(`the step ${step.getName()} calls this.next(...) ${calls.length} times`);
  const targets = (calls[0]?.getArguments() ?? []).flatMap((argument) =>
    [argument, ...argument.getDescendants()].filter(
      (node): node is Morph.PropertyAccessExpression =>
        morph.Node.isPropertyAccessExpression(node) && node.getExpression().getKind() === SyntaxKind.ThisKeyword,
    ),
  );
  return { step, targets };
}

/** The edge that the new step takes over. */
function place(
  edges: readonly Edges[],
  after: string | undefined,
  before: string | undefined,
): { from: Edges; to: string } {
  const leadsTo = ({ targets }: Edges, step: string) => targets.some((target) => target.getName() === step);
  const names = edges.map(({ step }) => step.getName());
  for (const step of [after, before]) {
    if (step !== undefined && !names.includes(step))
      throw new StepPlaceError(`the flow has no step ${step}`, `Its steps are: ${names.join(', ')}.`);
  }

  const last = edges.find(({ targets }) => targets.length === 0)?.step.getName();
  const candidates = edges.filter(
    (edge) =>
      (after === undefined || edge.step.getName() === after) &&
      leadsTo(edge, before ?? (after === undefined ? (last ?? '') : (edge.targets[0]?.getName() ?? ''))),
  );
  const [from] = candidates;
  if (!from) {
    const way = [after ?? 'any step', before ?? 'another'].join(' to ');
    throw new StepPlaceError(
      `no edge leads from ${way}`,
      'Give --after and --before of two steps that follow each other.',
    );
  }
  if (candidates.length > 1)
    throw new StepPlaceError(
      `several steps lead to ${before ?? last}: ${candidates.map(({ step }) => step.getName()).join(', ')}`,
      'Say which with --after.',
    );
  if (before === undefined && after !== undefined && from.targets.length > 1)
    throw new StepPlaceError(
      `${after} leads to several steps: ${from.targets.map((target) => target.getName()).join(', ')}`,
      'Say which with --before.',
    );
  return { from, to: before ?? (after === undefined ? last! : from.targets[0]!.getName()) };
}

/** `Inputs<MyFlow, 'a' | 'b'>` and `inputs.a` of a join name the steps that lead to it. */
function renameBranch(morph: typeof Morph, join: Morph.MethodDeclaration, from: string, to: string): void {
  const { SyntaxKind } = morph;
  const inputs = join.getParameters()[0]!;
  const type = inputs.getTypeNode();
  for (const literal of type?.getDescendantsOfKind(SyntaxKind.StringLiteral) ?? []) {
    if (literal.getLiteralValue() === from) literal.setLiteralValue(to);
  }
  for (const access of join.getDescendantsOfKind(SyntaxKind.PropertyAccessExpression)) {
    const isBranch = access.getExpression().getText() === inputs.getName() && access.getName() === from;
    if (isBranch) access.getNameNode().replaceWithText(to);
  }
}
