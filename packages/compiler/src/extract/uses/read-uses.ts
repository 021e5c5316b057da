import { type ArtifactUse, flowSpecMembers, type FlowUses, type StepSyntax, type StepUses } from '@mf/ir';
import type { Class, Decorator, MethodDefinition, Node } from 'oxc-parser';
import { isAccessor, isField, isMethod, memberName } from '../class-member';
import type { ModuleClass } from '../classes';
import type { FlowImports } from '../../source/flow-imports';
import { stepParameters } from '../step-shape';
import { type WalkedClass, walkArtifacts } from './artifact-walk';
import { innerNames, isFunction, moduleNames } from './bound-functions';
import { type ClassFunction, classFunctions, type ClassFunctions } from './class-functions';
import { allowsUndefined, typeAliases, typeWithoutItems } from './field-types';
import { floatingCalls } from './floating-calls';
import { forEachChild, withoutTypes } from './nodes';
import { unkeptReads } from './unkept-fields';
import type { LoggedUse } from './use-log';

/**
 * Reads what lint's rules about values need: what each step does with artifacts, and the promises that it forgets.
 *
 * @param classes the flow's class and those that it inherits from, the outermost base first
 */
export function readUses(classes: readonly ModuleClass[], steps: readonly StepSyntax[]): FlowUses {
  const walked = walkedClasses(classes);
  const obscure = classes.some(isObscure);
  const names = new Map(classes.map(({ module }) => [module, moduleNames(module.program)]));
  const uses = new Map<string, StepUses>();
  for (const step of steps) {
    const method = walked.functions.methods.get(step.name);
    const member = method && classes.map(({ node }) => memberOf(node, method.node)).find((found) => found);
    if (!method || !member || uses.has(step.name)) continue;
    const logged =
      obscure || isForeign(member.decorators, method.module.imports)
        ? undefined
        : walkArtifacts(method, inputsName(member), walked, transitionField(step));
    uses.set(step.name, {
      ...(logged && { artifacts: logged.map(placed) }),
      floating: floatingCalls(method, walked.functions, names.get(method.module) ?? new Map()).map(
        ({ offset, ...call }) => ({
          ...call,
          at: method.module.problems.position(offset),
        }),
      ),
    });
  }
  const stepNames = new Set(steps.map(({ name }) => name));
  return {
    steps: Object.fromEntries(uses),
    notIterable: Object.assign({}, ...classes.map(notIterable)) as Declared,
    unkept: classes.flatMap((each) => unkeptReads(each, stepNames)),
  };
}

type Declared = FlowUses['notIterable'];

function memberOf({ body }: Class, method: ClassFunction): MethodDefinition | undefined {
  return body.body.find((member): member is MethodDefinition => isMethod(member) && member.value === method);
}

function walkedClasses(classes: readonly ModuleClass[]): WalkedClass {
  const artifacts = new Set<string>();
  const fields = new Set<string>();
  const accessors = new Set<string>();
  let functions: ClassFunctions | undefined;
  for (const each of classes) {
    const aliases = typeAliases(each.module.program);
    functions = classFunctions(each, functions);
    for (const member of each.node.body.body) {
      const name = (isField(member) || isAccessor(member)) && !member.static ? memberName(member) : undefined;
      if (name !== undefined && isAccessor(member)) accessors.add(name);
      if (!isField(member) || name === undefined) continue;
      const type = member.typeAnnotation?.typeAnnotation;
      const mayBeUnset = member.optional || (type && allowsUndefined(type, aliases));
      const isArtifact = member.declare && fields.has(name) ? artifacts.has(name) : !member.value;
      fields.add(name);
      if (isArtifact && !mayBeUnset && member.decorators.length === 0 && !flowSpecMembers.has(name)) {
        artifacts.add(name);
      } else artifacts.delete(name);
    }
  }
  const known = knownNames(functions as ClassFunctions, new Set([...fields, ...accessors]));
  return {
    functions: functions as ClassFunctions,
    isArtifact: (name) => artifacts.has(name) || !(known.has(name) || name.startsWith('#')),
    fields,
  };
}

/** What a flow's object has besides what its steps assign: a name that is none of these was mistyped, or is an artifact without a declaration. */
function knownNames({ methods, getters, setters }: ClassFunctions, fields: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...flowSpecMembers, ...fields, ...methods.keys(), ...getters.keys(), ...setters.keys()]);
}

/** Whether more may happen to the flow's object than its methods show. */
function isObscure({ node, module: { imports } }: ModuleClass): boolean {
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

function placed({ spot: { module, offset }, ...use }: LoggedUse): ArtifactUse {
  return { ...use, at: module.problems.position(offset) };
}

function notIterable({ node, module }: ModuleClass): Declared {
  const aliases = typeAliases(module.program);
  return Object.fromEntries(
    node.body.body.flatMap((member): [string, string][] => {
      if (!isField(member) || member.static) return [];
      const name = memberName(member);
      const type = member.typeAnnotation && typeWithoutItems(member.typeAnnotation.typeAnnotation, aliases);
      return name !== undefined && type ? [[name, type]] : [];
    }),
  );
}
