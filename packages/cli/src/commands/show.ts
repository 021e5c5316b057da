import { showFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { decospecs, type WithOptions } from '../options/decospecs';
import { loadFlows } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';

/** Prints steps, docs and edges of a flow. @throws InvalidWithError */
export async function show(
  file: string,
  options: WithOptions,
  io: CommandIo,
  configs: ConfigOptions = {},
): Promise<number> {
  const added = decospecs(options.with ?? [], undefined, io.env);
  for (const flow of await loadFlows([file], io, configs)) {
    const compiled = compiledOrReported(flow, io);
    if (!compiled) return 1;
    io.stdout.write(showFlow(compiled.ir, added));
  }
  return 0;
}
