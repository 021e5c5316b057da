import type { Program, TSType } from 'oxc-parser';

/** The type aliases that a module declares, by name. */
export function typeAliases({ body }: Program): ReadonlyMap<string, TSType> {
  return new Map(
    body.flatMap((statement): [string, TSType][] => {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      return declared?.type === 'TSTypeAliasDeclaration' ? [[declared.id.name, declared.typeAnnotation]] : [];
    }),
  );
}

/** Whether a declared type has a place for `undefined`, as far as this file shows it. */
export function allowsUndefined(type: TSType, aliases: ReadonlyMap<string, TSType>, depth = 0): boolean {
  switch (type.type) {
    case 'TSUndefinedKeyword':
    case 'TSVoidKeyword':
      return true;
    case 'TSUnionType':
      return type.types.some((each) => allowsUndefined(each, aliases, depth));
    case 'TSParenthesizedType':
      return allowsUndefined(type.typeAnnotation, aliases, depth);
    case 'TSTypeReference': {
      const alias = type.typeName.type === 'Identifier' ? aliases.get(type.typeName.name) : undefined;
      return alias !== undefined && depth < deepest && allowsUndefined(alias, aliases, depth + 1);
    }
    default:
      return false;
  }
}

/** Aliases may name each other in a circle. */
const deepest = 20;

/** Types that everybody knows, and that have no items. */
const namesWithoutItems: ReadonlyMap<string, string> = new Map([
  ['Promise', 'a promise'],
  ['Date', 'a date'],
  ['RegExp', 'a regular expression'],
]);

/**
 * How an author would say a type that plainly has no items to go over; undefined for every type that may have some. Of names, aliases
 * of the same file are followed; and a type that has `length`, an index or a member of a computed name may be a list's.
 */
export function typeWithoutItems(type: TSType, aliases: ReadonlyMap<string, TSType>, depth = 0): string | undefined {
  switch (type.type) {
    case 'TSNumberKeyword':
      return 'number';
    case 'TSBigIntKeyword':
      return 'bigint';
    case 'TSBooleanKeyword':
      return 'boolean';
    case 'TSNullKeyword':
      return 'null';
    case 'TSUndefinedKeyword':
      return 'undefined';
    case 'TSFunctionType':
      return 'a function';
    case 'TSLiteralType': {
      const { literal } = type;
      if (literal.type !== 'Literal' || (typeof literal.value !== 'number' && typeof literal.value !== 'boolean'))
        return undefined;
      return String(literal.value);
    }
    case 'TSTypeLiteral':
      return type.members.length > 0 &&
        type.members.every(
          (member) =>
            member.type === 'TSPropertySignature' &&
            !member.computed &&
            member.key.type === 'Identifier' &&
            member.key.name !== 'length',
        )
        ? 'an object'
        : undefined;
    case 'TSParenthesizedType':
      return typeWithoutItems(type.typeAnnotation, aliases, depth);
    case 'TSUnionType': {
      const each = type.types.map((one) => typeWithoutItems(one, aliases, depth));
      return each.every((text) => text !== undefined) ? each.join(' | ') : undefined;
    }
    case 'TSTypeReference': {
      if (type.typeName.type !== 'Identifier') return undefined;
      const alias = aliases.get(type.typeName.name);
      if (!alias) return namesWithoutItems.get(type.typeName.name);
      return depth < deepest ? typeWithoutItems(alias, aliases, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}
