import type { Diagnostic } from '@mf/ir';
import type { Expression } from 'oxc-parser';
import type { ImportModule } from '../source/import-module';
import { readModule, type SourceModule } from '../source/read-module';
import type { SourceProblems } from '../source/source-problems';
import { type ModuleClass, nameOf, topLevelClasses } from './classes';

/** What stands after `extends`. */
export type BaseClass =
  | { readonly kind: 'class'; readonly found: ModuleClass }
  | { readonly kind: 'FlowSpec' }
  /** The value of an expression: only running it would tell. */
  | { readonly kind: 'computed' }
  /** No class that could be read: `why` completes "the base class ...". */
  | { readonly kind: 'missing'; readonly why: string };

/** The modules that a flow's classes stand in, each read once, from the flow's own outwards. */
export class ModuleGraph {
  readonly #read = new Map<string, Promise<ReadResult>>();
  readonly #problems: SourceProblems[];

  constructor(
    flow: SourceModule,
    private readonly importModule: ImportModule,
  ) {
    this.#problems = [flow.problems];
    this.#read.set(JSON.stringify(flow.problems.file), Promise.resolve(flow));
  }

  /** What is wrong with all modules that were read. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#problems.flatMap(({ diagnostics }) => diagnostics);
  }

  /** Follows the expression after `extends` to a class. */
  async baseOf(expression: Expression, module: SourceModule): Promise<BaseClass> {
    if (module.imports.exportedName(expression) === 'FlowSpec') return { kind: 'FlowSpec' };
    if (expression.type === 'Identifier') return this.#local(expression.name, module, new Set());
    if (expression.type !== 'MemberExpression' || expression.computed) return { kind: 'computed' };
    const { object, property } = expression;
    if (object.type !== 'Identifier' || property.type !== 'Identifier') return { kind: 'computed' };
    const imported = importOf(object.name, module);
    if (!imported || imported.name !== undefined) return { kind: 'computed' };
    return this.#exported(property.name, imported.from, module, new Set());
  }

  /** What a name stands for in a module. */
  async #local(name: string, module: SourceModule, seen: Set<string>): Promise<BaseClass> {
    const found = topLevelClasses(module).find(({ node }) => node.id?.name === name);
    if (found) return { kind: 'class', found };
    const imported = importOf(name, module);
    if (imported?.name !== undefined) return this.#exported(imported.name, imported.from, module, seen);
    return declares(name, module)
      ? { kind: 'computed' }
      : { kind: 'missing', why: `${name} is no class of ${module.problems.file} and none that it imports` };
  }

  /** What a module exports under a name, through other modules if need be. */
  async #exported(name: string, from: string, importer: SourceModule, seen: Set<string>): Promise<BaseClass> {
    if (from === '@mf/flow') {
      return name === 'FlowSpec' ? { kind: 'FlowSpec' } : { kind: 'missing', why: `@mf/flow has no class ${name}` };
    }
    const module = await this.#module(from, importer.problems.file);
    if (!module) {
      return { kind: 'missing', why: `${from}, which should export it, is not found, or no TypeScript or JavaScript` };
    }
    if ('broken' in module) return { kind: 'missing', why: `${module.broken} has errors of its own` };
    const { file } = module.problems;
    const key = JSON.stringify([file, name]);
    const missing: BaseClass = { kind: 'missing', why: `${file} exports no class ${name}` };
    if (seen.has(key)) return missing;
    seen.add(key);
    const own = topLevelClasses(module).find(({ exported }) => exported === name);
    if (own) return { kind: 'class', found: own };
    for (const statement of module.program.body) {
      if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
        const { declaration } = statement;
        return declaration.type === 'Identifier' ? this.#local(declaration.name, module, seen) : { kind: 'computed' };
      }
      if (statement.type !== 'ExportNamedDeclaration') continue;
      for (const specifier of statement.specifiers) {
        if (nameOf(specifier.exported) !== name) continue;
        const local = nameOf(specifier.local);
        return statement.source
          ? this.#exported(local, statement.source.value, module, seen)
          : this.#local(local, module, seen);
      }
    }
    for (const statement of module.program.body) {
      if (statement.type !== 'ExportAllDeclaration' || statement.exported) continue;
      const found = await this.#exported(name, statement.source.value, module, seen);
      if (found.kind !== 'missing') return found;
    }
    return declares(name, module) ? { kind: 'computed' } : missing;
  }

  #module(specifier: string, importer: string): Promise<ReadResult> {
    const key = JSON.stringify([specifier, importer]);
    const known = this.#read.get(key);
    if (known) return known;
    const reading = this.#import(specifier, importer);
    this.#read.set(key, reading);
    return reading;
  }

  async #import(specifier: string, importer: string): Promise<ReadResult> {
    const imported = await this.importModule(specifier, importer);
    if (!imported) return undefined;
    const key = JSON.stringify(imported.file);
    const reading = this.#read.get(key) ?? this.#parse(imported.text, imported.file);
    this.#read.set(key, reading);
    return reading;
  }

  async #parse(text: string, file: string): Promise<ReadResult> {
    const { module, problems } = await readModule(text, file);
    this.#problems.push(problems);
    return module ?? { broken: file };
  }
}

/** Undefined when an import leads to no source file; the file's name when it cannot be parsed. */
type ReadResult = SourceModule | { readonly broken: string } | undefined;

/** Where a module has a name from; `name` is undefined for the whole other module (`import * as`). */
function importOf(
  local: string,
  { program }: SourceModule,
): { readonly from: string; readonly name: string | undefined } | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    for (const specifier of statement.specifiers) {
      if (specifier.local.name !== local) continue;
      const from = statement.source.value;
      if (specifier.type === 'ImportNamespaceSpecifier') return { from, name: undefined };
      return { from, name: specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported) };
    }
  }
  return undefined;
}

/** Whether a module declares a variable or function of that name, whose value may be a class. */
function declares(name: string, { program }: SourceModule): boolean {
  return program.body.some((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type === 'FunctionDeclaration') return declaration.id?.name === name;
    return (
      declaration?.type === 'VariableDeclaration' &&
      declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name)
    );
  });
}
