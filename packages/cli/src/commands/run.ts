import { dirname, join } from 'node:path';
import { runFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { type LocalRunOptions, localRunOptions } from '../options/local-run-options';
import { parameterValues } from '../options/parameter-option';
import type { LoadedFlow } from '../load-flows';
import { remoteTasks } from '../kubernetes/remote-tasks';
import { compiledOrReported } from '../report/compiled-or-reported';
import { reportRun } from '../report/report-run';
import { withDisplay } from '../report/with-display';

/** Options of `mf run` as they were given; those of the flow's parameters are among them (see `parameterOption`). */
export interface RunOptions extends LocalRunOptions {
  /** Runs, as `Flow/run`, that count as what started this one. */
  readonly trigger?: readonly string[];
}

/** Runs a flow on this machine. Exit code 0 when every task succeeded. */
export async function run(flow: LoadedFlow, options: RunOptions, io: CommandIo): Promise<number> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return 1;
  const common = localRunOptions(options, 'run', io);
  const result = await withDisplay(io, options.quiet === true, (display) =>
    runFlow({
      ...compiled,
      ...common,
      ...display,
      ...remoteTasks(compiled, common.with, io),
      parameters: parameterValues(options),
      ...(options.trigger && { triggers: options.trigger }),
      flowFolder: dirname(join(flow.root, compiled.ir.at.file)),
    }),
  );
  return reportRun(result, flow.file, options, io);
}
