import { planFlow } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { decospecs, type WithOptions } from '../decospecs';
import { loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { type FlowOutcome, outcomeOf } from './flow-outcome';

/**
 * Finds every error of each flow, whatever the others have; with decorators to add also what is wrong when steps have them.
 *
 * @throws InvalidWithError
 */
export async function* check(
  files: readonly string[],
  options: WithOptions,
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  const added = decospecs(options.with ?? [], undefined, io.env);
  for (const flow of await loadFlows(files, io, configs)) {
    yield outcomeOf(flow.file, io, (out) => {
      const compiled = compiledOrReported(flow, out);
      if (!compiled) return false;
      if (added.length > 0) planFlow(compiled.ir, { with: added });
      out.stdout.write(`${flow.file}: ${compiled.ir.name} has no errors\n`);
      return true;
    });
  }
}
