import type { CommandIo } from './command-io';
import type { ConfigOptions } from './configs/config-options';
import { type LoadedFlow, loadFlows } from './load-flows';
import { type FlowOutcome, outcomeOf } from './report/flow-outcome';

/**
 * Loads the flows of some requests together, and does something for each, one after the other: no flow hides or fails another.
 *
 * @param work gives false when it has printed what is wrong
 * @throws what `loadFlows` throws, before any work
 */
export async function* flowOutcomes<Request extends { readonly file: string }>(
  requests: readonly Request[],
  io: CommandIo,
  configs: ConfigOptions,
  work: (flow: LoadedFlow, request: Request, out: CommandIo) => Promise<boolean>,
): AsyncGenerator<FlowOutcome> {
  const flows = await loadFlows(
    requests.map(({ file }) => file),
    io,
    configs,
  );
  for (const [i, request] of requests.entries())
    yield outcomeOf(request.file, io, (out) => work(flows[i]!, request, out));
}
