import type { Diagnostic, FlowSyntax, StepSyntax } from '@mf/ir';
import type { ImportModule } from '../source/import-module';
import { readModule } from '../source/read-module';
import { classOffset, type ModuleClass } from './classes';
import { readDecorators } from './decorators';
import { docBetween } from './doc-comments';
import { readFields } from './fields';
import { type FoundFlow, findFlowClass } from './flow-class';
import { inherit } from './inherit';
import { ModuleGraph } from './module-graph';
import { readSteps } from './steps';
import { readUses } from './uses/read-uses';

export interface ExtractedFlow {
  /** Undefined when the file does not parse, or has no flow class that could be read. */
  readonly syntax?: FlowSyntax;
  /** False when what was found would only make loading fail for the same reason. */
  readonly loadable: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a flow from its source alone, without running any of it: steps, docs, decorators, fields and edges, each with its position, those
 * that it inherits included. Whatever is wrong is reported, all of it at once; the rules about the graph are lint's.
 *
 * @param sourceText the whole file, with or without byte order mark
 * @param file its path relative to the workspace root, with `/`
 * @param importModule finds the modules of base classes; without it only those of the file itself can be read
 */
export async function extractFlow(
  sourceText: string,
  file: string,
  importModule: ImportModule = () => Promise.resolve(undefined),
): Promise<ExtractedFlow> {
  const { module, problems } = await readModule(sourceText, file);
  if (!module) return { loadable: false, diagnostics: problems.diagnostics };
  const modules = new ModuleGraph(module, importModule);
  const flow = await findFlowClass(module, modules);
  const syntax = flow && readSyntax(flow);
  const { diagnostics } = modules;
  if (!syntax) return { loadable: false, diagnostics };
  return { syntax, loadable: !diagnostics.some(({ code }) => unloadable.has(code)), diagnostics };
}

function readSyntax({ name, exportName, lineage: { classes } }: FoundFlow): FlowSyntax {
  const [own] = classes;
  const { problems, comments } = own.module;
  const nameOffset = classOffset(own);
  const outermostFirst = [...classes].reverse();
  const steps = outermostFirst.reduce<readonly StepSyntax[]>(
    (inherited, each) => inherit(inherited, readSteps(each, inherited)),
    [],
  );
  return {
    name,
    exportName: exportName ?? name,
    at: problems.position(nameOffset),
    doc: docBetween(comments, own.docFrom, nameOffset),
    steps,
    fields: outermostFirst.map(readFields).reduce(inherit, []),
    decorators: outermostFirst.flatMap(
      ({ node, module }: ModuleClass) =>
        readDecorators(node.decorators, 'flow', module.imports, module.problems).others,
    ),
    uses: readUses(outermostFirst, steps),
  };
}

/** Not exported; what `@mf/flow` does not have; a step that is no method; a decorator without `@step`, not called, without its options or on what it is not for; a step that was lost: loading would fail, or see another flow. */
const unloadable: ReadonlySet<string> = new Set([
  'MF1004',
  'MF1008',
  'MF1010',
  'MF1012',
  'MF1014',
  'MF1015',
  'MF1016',
  'MF1046',
]);
