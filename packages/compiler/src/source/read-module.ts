import type { Comment, Program } from 'oxc-parser';
import { FlowImports } from './flow-imports';
import { parseSource } from './parse-source';
import { SourceProblems } from './source-problems';
import { reportUnknownImports } from './unknown-imports';

/** A module of the author's that was parsed. */
export interface SourceModule {
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly imports: FlowImports;
  /** Knows the file, and collects what is wrong in it. */
  readonly problems: SourceProblems;
}

/**
 * Parses a module, and reports names that `@mf/flow` does not have. A broken one gives its problems alone.
 *
 * @param text the whole file, with or without byte order mark
 * @param file relative to the workspace root, with `/`
 */
export async function readModule(
  text: string,
  file: string,
): Promise<{ readonly problems: SourceProblems; readonly module: SourceModule | undefined }> {
  const source = text.replace(/^\uFEFF/, '');
  const problems = new SourceProblems(file, source);
  const parsed = await parseSource(source, problems);
  if (parsed) reportUnknownImports(parsed.program, problems);
  return { problems, module: parsed && { ...parsed, imports: new FlowImports(parsed.program), problems } };
}
