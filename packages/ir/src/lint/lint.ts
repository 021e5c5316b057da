import type { Diagnostic } from '../diagnostic';
import { sortDiagnostics } from '../diagnostic-order';
import type { FlowIR } from '../flow-ir';
import type { FlowUses } from '../flow-uses';
import { lintRules } from './lint-rules';
import { lintedFlow } from './linted-flow';

/**
 * Everything that is wrong with a flow as far as its FlowIR shows it, in the order of the source.
 *
 * @param uses what its syntax says about values; without it the rules about them are silent
 */
export function lint(ir: FlowIR, uses?: FlowUses): readonly Diagnostic[] {
  const flow = lintedFlow(ir, uses);
  return sortDiagnostics(
    lintRules.flatMap(({ code, severity, check }) =>
      [...check(flow)].map((finding): Diagnostic => ({ code, severity: severity ?? 'error', ...finding })),
    ),
  );
}
