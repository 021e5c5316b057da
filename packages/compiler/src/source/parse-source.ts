import type { Comment, Program } from 'oxc-parser';
import type { SourceProblems } from './source-problems';

export interface ParsedSource {
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/**
 * Parses TypeScript or JavaScript, by the extension of the file. Syntax errors are reported (MF1001), and nothing is returned then: what
 * a parser makes of a broken file is a guess. The parser is loaded when it is needed first.
 *
 * @param text without byte order mark
 */
export async function parseSource(text: string, problems: SourceProblems): Promise<ParsedSource | undefined> {
  const { parseSync } = await import('oxc-parser');
  const result = parseSync(problems.file, text, { sourceType: 'module', preserveParens: false });
  const errors = result.errors.filter(({ severity }) => severity === 'Error');
  for (const { message, labels, helpMessage } of errors) {
    problems.report(
      'MF1001',
      labels[0]?.start ?? 0,
      `The file cannot be parsed: ${message}.`,
      helpMessage ?? 'Correct the syntax here or just before.',
    );
  }
  return errors.length > 0 ? undefined : { program: result.program, comments: result.comments };
}
