import type { Expression, Program } from 'oxc-parser';

/** What a module calls the things that it imports from `@mf/flow`. */
export class FlowImports {
  readonly #named = new Map<string, string>();
  readonly #namespaces = new Set<string>();

  constructor(program: Program) {
    for (const statement of program.body) {
      if (statement.type !== 'ImportDeclaration' || statement.source.value !== '@mf/flow') continue;
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportNamespaceSpecifier') this.#namespaces.add(specifier.local.name);
        if (specifier.type !== 'ImportSpecifier') continue;
        const { imported } = specifier;
        this.#named.set(specifier.local.name, imported.type === 'Literal' ? imported.value : imported.name);
      }
    }
  }

  /** The name under which `@mf/flow` exports what an expression names (`s` of `import { step as s }`, `mf.step`), if it does. */
  exportedName(expression: Expression): string | undefined {
    if (expression.type === 'Identifier') return this.#named.get(expression.name);
    if (expression.type !== 'MemberExpression' || expression.computed) return undefined;
    const { object, property } = expression;
    if (object.type !== 'Identifier' || property.type !== 'Identifier') return undefined;
    return this.#namespaces.has(object.name) ? property.name : undefined;
  }
}
