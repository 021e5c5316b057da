import type { MergeUse } from '@mf/ir';
import type { Node } from 'oxc-parser';
import { withoutTypes } from './nodes';

/** `undefined`, `null`, `void 0`. */
export function isNullish(node: Node): boolean {
  return (
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'Literal' && node.value === null && node.raw === 'null') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}

/** Whether a value is written out, so that it is the same each time: `0`, `'a'`, `-1`, `[]`, `{ a: [null] }`. */
export function isWrittenOut(node: Node): boolean {
  const value = withoutTypes(node);
  switch (value.type) {
    case 'Literal':
      return true;
    case 'TemplateLiteral':
      return value.expressions.length === 0;
    case 'UnaryExpression':
      return isWrittenOut(value.argument);
    case 'ArrayExpression':
      return value.elements.every((element) => element !== null && isWrittenOut(element));
    case 'ObjectExpression':
      return value.properties.every(
        (property) => property.type === 'Property' && !property.computed && isWrittenOut(property.value),
      );
    default:
      return isNullish(value);
  }
}

/** The options of `this.mergeArtifacts(inputs, { exclude: ['a'] })`; undefined when they cannot be read without running the code. */
export function readMergeOptions(options: Node | undefined): Pick<MergeUse, 'include' | 'exclude'> | undefined {
  if (!options) return {};
  const object = withoutTypes(options);
  if (object.type !== 'ObjectExpression') return undefined;
  const read: { include?: readonly string[]; exclude?: readonly string[] } = {};
  for (const property of object.properties) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return undefined;
    const { name } = property.key;
    const names = textsOf(property.value);
    if ((name !== 'include' && name !== 'exclude') || !names) return undefined;
    // An empty list is as none, as in Metaflow.
    if (names.length > 0) read[name] = names;
  }
  return read;
}

function textsOf(node: Node): readonly string[] | undefined {
  const list = withoutTypes(node);
  if (list.type !== 'ArrayExpression') return undefined;
  const texts = list.elements.map((element) =>
    element?.type === 'Literal' && typeof element.value === 'string' ? element.value : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
