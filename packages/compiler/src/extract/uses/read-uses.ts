import { type ArtifactUse, flowSpecMembers, type FlowUses, type StepSyntax, type StepUses } from '@mf/ir';
import type { Class, Decorator, Node, Program } from 'oxc-parser';
import type { SourceProblems } from '../../source/source-problems';
import { isField, isMethod, memberName } from '../class-member';
import type { FlowImports } from '../flow-imports';
import { stepParameters } from '../step-shape';
import { type WalkedClass, walkArtifacts } from './artifact-walk';
import { innerNames, isFunction, moduleNames } from './bound-functions';
import { type ClassFunction, classFunctions } from './class-functions';
import { allowsUndefined, typeAliases, typeWithoutItems } from './field-types';
import { floatingCalls } from './floating-calls';
import { forEachChild, withoutTypes } from './nodes';
import type { LoggedUse } from './use-log';

/** Reads what lint's rules about values need: what each step does with artifacts, and the promises that it forgets. */
export function readUses(
  node: Class,
  program: Program,
  steps: readonly StepSyntax[],
  imports: FlowImports,
  problems: SourceProblems,
): FlowUses {
  const names = moduleNames(program);
  const walked = walkedClass(node, program);
  const obscure = isObscure(node, imports);
  const byName = new Map(steps.map((step) => [step.name, step]));
  const uses = new Map<string, StepUses>();
  for (const member of node.body.body) {
    const name = isMethod(member) ? memberName(member) : undefined;
    const step = name === undefined ? undefined : byName.get(name);
    if (!step || !isMethod(member) || uses.has(step.name)) continue;
    const logged =
      obscure || isForeign(member.decorators, imports)
        ? undefined
        : walkArtifacts(member.value, inputsName(member), walked, transitionField(step));
    uses.set(step.name, {
      ...(logged && { artifacts: logged.map((use) => placed(use, problems)) }),
      floating: floatingCalls(member.value, walked.functions, names).map(({ call, offset }) => ({
        call,
        at: problems.position(offset),
      })),
    });
  }
  return { steps: Object.fromEntries(uses), notIterable: notIterable(node) };
}

function walkedClass(node: Class, program: Program): WalkedClass {
  const aliases = typeAliases(program);
  const artifacts = new Set<string>();
  const fields = new Set<string>();
  for (const member of node.body.body) {
    const name = isField(member) && !member.static ? memberName(member) : undefined;
    if (!isField(member) || name === undefined) continue;
    fields.add(name);
    const type = member.typeAnnotation?.typeAnnotation;
    const mayBeUnset = member.optional || (type && allowsUndefined(type, aliases));
    if (!member.value && !mayBeUnset && member.decorators.length === 0 && !flowSpecMembers.has(name))
      artifacts.add(name);
  }
  return { functions: classFunctions(node), artifacts, fields };
}

/** Whether more may happen to the flow's object than its methods show. */
function isObscure(node: Class, imports: FlowImports): boolean {
  return (
    isForeign(node.decorators, imports) ||
    node.body.body.some(
      (member) =>
        (isMethod(member) && member.kind === 'constructor') ||
        (isField(member) &&
          member.value !== null &&
          !isFunction(withoutTypes(member.value)) &&
          namesThis(member.value)),
    )
  );
}

/** Whether one of the decorators is the author's own: it may do anything to what it decorates. */
function isForeign(decorators: readonly Decorator[], imports: FlowImports): boolean {
  return decorators.some(
    ({ expression }) =>
      imports.exportedName(expression.type === 'CallExpression' ? expression.callee : expression) === undefined,
  );
}

function namesThis(node: Node): boolean {
  if (node.type === 'ThisExpression') return true;
  let found = false;
  forEachChild(node, (child) => {
    found ||= namesThis(child);
  });
  return found;
}

/** The name of a join's parameter, unless something else in the step has the same name. */
function inputsName(
  member: Parameters<typeof stepParameters>[0] & { readonly value: ClassFunction | null },
): string | undefined {
  const [parameter] = stepParameters(member);
  if (parameter?.type !== 'Identifier' || !member.value?.body) return undefined;
  return innerNames(member.value.body).has(parameter.name) ? undefined : parameter.name;
}

function transitionField({ next }: StepSyntax): string | undefined {
  return next.kind === 'foreach' ? next.over : next.kind === 'switch' ? next.condition : undefined;
}

function placed(use: LoggedUse, problems: SourceProblems): ArtifactUse {
  const { offset, ...rest } = use;
  return { ...rest, at: problems.position(offset) };
}

function notIterable({ body }: Class): Readonly<Record<string, string>> {
  return Object.fromEntries(
    body.body.flatMap((member): [string, string][] => {
      if (!isField(member) || member.static) return [];
      const name = memberName(member);
      const type = member.typeAnnotation && typeWithoutItems(member.typeAnnotation.typeAnnotation);
      return name !== undefined && type ? [[name, type]] : [];
    }),
  );
}
