import { assembleFlowIR, type Diagnostic, type FlowDescription, lint } from '@mf/ir';
import { extractFlow } from '../extract/extract-flow';

/**
 * What lint says about a flow. Its class body begins on line 3; `around` follows the class.
 *
 * @throws when the flow cannot be read
 */
export async function linted(body: string, around = '', described?: FlowDescription): Promise<readonly Diagnostic[]> {
  const source = `import { FlowSpec, step, catchError, parameter, type Inputs } from '@mf/flow';
export class F extends FlowSpec {
${body}
}
${around}`;
  const { syntax, diagnostics } = await extractFlow(source, 'my.flow.ts');
  if (!syntax || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return lint(assembleFlowIR(syntax, described), syntax.uses);
}

/** The same as `code severity line:column`. */
export async function found(body: string, around?: string): Promise<string[]> {
  return (await linted(body, around)).map(({ code, severity, at }) => `${code} ${severity} ${at.line}:${at.column}`);
}

/** A flow of `start`, with what stands in it, and `end`, with what stands there. */
export const linear = (start: string, end = '', members = ''): string =>
  `  x!: number;\n  @step async start() {\n    ${start}\n    this.next(this.end); }\n  @step end() {\n    ${end}\n  }\n  ${members}`;
