import type { AccessorProperty, ClassElement, MethodDefinition, PropertyDefinition } from 'oxc-parser';

/** A class member that can have decorators. */
export type DecorableMember = MethodDefinition | PropertyDefinition | AccessorProperty;

export function isDecorable(member: ClassElement): member is DecorableMember {
  return isMethod(member) || isField(member) || isAccessor(member);
}

export function isMethod(member: ClassElement): member is MethodDefinition {
  return member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition';
}

/** A field with the word `accessor`. */
export function isAccessor(member: ClassElement): member is AccessorProperty {
  return member.type === 'AccessorProperty' || member.type === 'TSAbstractAccessorProperty';
}

export function isField(member: ClassElement): member is PropertyDefinition {
  return member.type === 'PropertyDefinition' || member.type === 'TSAbstractPropertyDefinition';
}

/** The name of a class member as it can be read from syntax; undefined for computed and `#private` ones. */
export function memberName({ key, computed }: DecorableMember): string | undefined {
  if (computed) return undefined;
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'Literal') return String(key.value);
  return undefined;
}
