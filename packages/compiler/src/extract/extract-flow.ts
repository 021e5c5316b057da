import type { Diagnostic, FlowSyntax } from '@mf/ir';
import { parseSource } from '../source/parse-source';
import { SourceProblems } from '../source/source-problems';
import { readDecorators } from './decorators';
import { docBetween } from './doc-comments';
import { readFields } from './fields';
import { findFlowClass } from './flow-class';
import { FlowImports } from './flow-imports';
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
 * Reads a flow from its source alone, without running any of it: steps, docs, decorators, fields and edges, each with its position.
 * Whatever is wrong is reported, all of it at once; the rules about the graph are lint's.
 *
 * @param sourceText the whole file, with or without byte order mark
 * @param file its path relative to the workspace root, with `/`
 */
export async function extractFlow(sourceText: string, file: string): Promise<ExtractedFlow> {
  const text = sourceText.replace(/^\uFEFF/, '');
  const problems = new SourceProblems(file, text);
  const parsed = await parseSource(text, problems);
  if (!parsed) return { loadable: false, diagnostics: problems.diagnostics };
  const imports = new FlowImports(parsed.program);
  const flow = findFlowClass(parsed.program, imports, problems);
  if (!flow) return { loadable: false, diagnostics: problems.diagnostics };
  const { node, name, exportName } = flow;
  const nameOffset = node.id?.start ?? node.start;
  const steps = readSteps(node, parsed, imports, problems);
  const syntax: FlowSyntax = {
    name,
    exportName: exportName ?? name,
    at: problems.position(nameOffset),
    doc: docBetween(parsed.comments, flow.docFrom, nameOffset),
    steps,
    fields: readFields(node, imports, problems),
    decorators: readDecorators(node.decorators, imports, problems).others,
    uses: readUses(node, parsed.program, steps, imports, problems),
  };
  const { diagnostics } = problems;
  return { syntax, loadable: !diagnostics.some(({ code }) => unloadable.has(code)), diagnostics };
}

/** Not exported; a step that is no method; a decorator without `@step`: loading would fail, or see another flow. */
const unloadable: ReadonlySet<string> = new Set(['MF1004', 'MF1010', 'MF1012']);
