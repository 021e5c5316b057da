import type { Diagnostic } from '../diagnostic';
import { sortDiagnostics } from '../diagnostic-order';
import type { FlowIR } from '../flow-ir';
import { lintRules } from './lint-rules';
import { lintedFlow } from './linted-flow';

/** Everything that is wrong with a flow as far as its FlowIR shows it, in the order of the source. */
export function lint(ir: FlowIR): readonly Diagnostic[] {
  const flow = lintedFlow(ir);
  return sortDiagnostics(
    lintRules.flatMap(({ code, check }) =>
      [...check(flow)].map((finding): Diagnostic => ({ code, severity: 'error', ...finding })),
    ),
  );
}
