import { resumeFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { type LocalRunOptions, localRunOptions } from '../command-line/local-run-options';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { reportRun } from '../report/report-run';
import { withDisplay } from '../report/run-display';

export interface ResumeOptions extends LocalRunOptions {
  readonly originRunId?: string;
  /** The same as `originRunId`, under the name that users know from the Nx target. */
  readonly runId?: string;
}

/** Continues an earlier run on this machine with the code as it is now. Exit code 0 when every task succeeded. */
export async function resume(
  flow: LoadedFlow,
  step: string | undefined,
  options: ResumeOptions,
  io: CommandIo,
): Promise<number> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return 1;
  const originRun = options.originRunId ?? options.runId;
  const common = localRunOptions(options, 'resume', io);
  const result = await withDisplay(io, options.quiet === true, (display) =>
    resumeFlow({
      ...compiled,
      ...common,
      ...display,
      ...(originRun !== undefined && { originRun }),
      ...(step !== undefined && { step }),
    }),
  );
  return reportRun(result, flow.file, io);
}
