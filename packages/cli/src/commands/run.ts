import { runFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { parameterValues } from '../command-line/parameter-option';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { reportRun, runSink } from '../report/run-lines';
import { parseWith } from '../with-decorators';

/** Options of `mf run` as they were given; those of the flow's parameters are among them (see `parameterOption`). */
export interface RunOptions {
  readonly maxWorkers: number;
  readonly with: readonly string[];
  readonly tag: readonly string[];
}

/** Runs a flow on this machine. Exit code 0 when every task succeeded. */
export async function run(flow: LoadedFlow, options: RunOptions, io: CommandIo): Promise<number> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return 1;
  const result = await runFlow({
    ...compiled,
    parameters: parameterValues(options),
    maxWorkers: options.maxWorkers,
    with: options.with.map(parseWith),
    tags: options.tag,
    output: runSink(io),
    cwd: io.cwd,
    env: io.env,
  });
  return reportRun(result, flow.file, io);
}
