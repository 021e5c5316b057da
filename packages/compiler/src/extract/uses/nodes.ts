import type { Expression, Node } from 'oxc-parser';

/** An expression without the types that TypeScript wraps around it: `x!`, `x as T`, `x satisfies T`, `<T>x`. */
export function withoutTypes(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return withoutTypes((node as { expression: Expression }).expression);
    default:
      return node;
  }
}

/** Calls `visit` with each direct child. A loop instead of a list: this is most of what reading a flow's uses costs. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  for (const key in node) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) visit(item);
    } else if (isNode(value)) {
      visit(value);
    }
  }
}

/** The name in `this.name`, `this['name']` and `(this as any).name`, `#name` for a private one; `undefined` for everything else. */
export function memberOfThis(node: Node): string | undefined {
  return node.type === 'MemberExpression' && withoutTypes(node.object).type === 'ThisExpression'
    ? propertyName(node)
    : undefined;
}

/** The name of the property that a member expression names, if it is written out. */
export function propertyName({ property, computed }: Extract<Node, { type: 'MemberExpression' }>): string | undefined {
  if (computed) return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
  if (property.type === 'PrivateIdentifier') return `#${property.name}`;
  return property.type === 'Identifier' ? property.name : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}
