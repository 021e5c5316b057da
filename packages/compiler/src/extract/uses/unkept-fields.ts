import type { UnkeptRead } from '@mf/ir';
import type { Node } from 'oxc-parser';
import { isAccessor, isField, isMethod, memberName } from '../class-member';
import type { ModuleClass } from '../classes';
import { forEachChild, memberOfThis, withoutTypes } from './nodes';

/** How a step uses a field. */
interface FieldUse {
  readonly offset: number;
  assigns: boolean;
  /** Whether it gives the field a value of its own, whatever it had before. */
  sets: boolean;
}

/**
 * The reads of `#private` and `accessor` fields that another step assigns. Such fields are none of a flow's artifacts: the next step, which
 * runs in another process, has them as they are initialised. Helper methods are not followed.
 *
 * @param steps names of the flow's steps
 */
export function unkeptReads({ node, module }: ModuleClass, steps: ReadonlySet<string>): readonly UnkeptRead[] {
  const members = node.body.body;
  const unkept = new Set(
    members.flatMap((member): string[] => {
      if (isAccessor(member)) return member.static ? [] : [memberName(member) ?? privateName(member.key)];
      return isField(member) && !member.static && member.key.type === 'PrivateIdentifier'
        ? [`#${member.key.name}`]
        : [];
    }),
  );
  if (unkept.size === 0) return [];
  const used = new Map<string, Map<string, FieldUse>>();
  for (const member of members) {
    const step = isMethod(member) ? memberName(member) : undefined;
    if (step !== undefined && steps.has(step)) used.set(step, usesOf(member, unkept));
  }
  return [...used].flatMap(([step, fields]) =>
    [...fields].flatMap(([name, { offset, sets }]): UnkeptRead[] => {
      const [by] = [...used].find(([other, their]) => other !== step && their.get(name)?.assigns) ?? [];
      return by === undefined || sets ? [] : [{ step, name, by, at: module.problems.position(offset) }];
    }),
  );
}

function privateName(key: Node): string {
  return key.type === 'PrivateIdentifier' ? `#${key.name}` : '';
}

function usesOf(step: Node, names: ReadonlySet<string>): Map<string, FieldUse> {
  const found = new Map<string, FieldUse>();
  const use = (node: Node): FieldUse | undefined => {
    const target = withoutTypes(node);
    const name = memberOfThis(target);
    if (name === undefined || !names.has(name)) return undefined;
    const before = found.get(name);
    if (before) return before;
    const first = { offset: target.start, assigns: false, sets: false };
    found.set(name, first);
    return first;
  };
  const visit = (node: Node): void => {
    use(node);
    if (node.type === 'AssignmentExpression') {
      const assigned = use(node.left);
      if (assigned) {
        assigned.assigns = true;
        assigned.sets ||= ['=', '??=', '||=', '&&='].includes(node.operator);
      }
    } else if (node.type === 'UpdateExpression') {
      const changed = use(node.argument);
      if (changed) changed.assigns = true;
    }
    forEachChild(node, visit);
  };
  visit(step);
  return found;
}
