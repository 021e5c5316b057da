import type { Class, Program, Statement } from 'oxc-parser';
import type { SourceModule } from '../source/read-module';

/** A class at the top level of a module. */
export interface ModuleClass {
  readonly node: Class;
  readonly module: SourceModule;
  /** Where the statement before the class ends: its doc comment stands behind it. */
  readonly docFrom: number;
  /** As its own declaration exports it. */
  readonly exported: string | undefined;
}

export function topLevelClasses(module: SourceModule): ModuleClass[] {
  const { body } = module.program;
  return body.flatMap((statement, index) => {
    const found = classOf(statement);
    return found ? [{ ...found, module, docFrom: body[index - 1]?.end ?? 0 }] : [];
  });
}

function classOf(statement: Statement): Pick<ModuleClass, 'node' | 'exported'> | undefined {
  if (statement.type === 'ClassDeclaration') return { node: statement, exported: undefined };
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'ClassDeclaration') {
    return { node: statement.declaration, exported: statement.declaration.id?.name };
  }
  if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'ClassDeclaration') {
    return { node: statement.declaration, exported: 'default' };
  }
  return undefined;
}

/** The name under which a module exports a local one: `export { A }`, `export { A as B }` or `export default A`. */
export function exportNameOf(local: string, { body }: Program): string | undefined {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type === 'Identifier') {
      if (statement.declaration.name === local) return 'default';
    }
    if (statement.type !== 'ExportNamedDeclaration' || statement.source || statement.exportKind === 'type') continue;
    for (const specifier of statement.specifiers) {
      if (specifier.exportKind === 'type' || nameOf(specifier.local) !== local) continue;
      return nameOf(specifier.exported);
    }
  }
  return undefined;
}

/** What a name in an import or export says: `a`, `default`, `"with space"`. */
export function nameOf(name: { readonly type: string; readonly name?: string; readonly value?: string }): string {
  return name.name ?? name.value ?? '';
}

/** How a message names a class. */
export function className({ node }: Pick<ModuleClass, 'node'>): string {
  return node.id?.name ?? 'The class';
}

export function classOffset({ node: { id, start } }: Pick<ModuleClass, 'node'>): number {
  return id?.start ?? start;
}
