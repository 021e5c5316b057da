import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { type FlowOutcome, outcomeOf } from './flow-outcome';

/** Finds every error of each flow, whatever the others have. */
export async function* check(
  files: readonly string[],
  io: CommandIo,
  configs: ConfigOptions = {},
): AsyncGenerator<FlowOutcome> {
  for (const flow of await loadFlows(files, io, configs)) {
    yield outcomeOf(flow.file, io, (out) => {
      const compiled = compiledOrReported(flow, out);
      if (compiled) out.stdout.write(`${flow.file}: ${compiled.ir.name} has no errors\n`);
      return compiled !== undefined;
    });
  }
}
