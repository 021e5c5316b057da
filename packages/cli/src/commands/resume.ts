import { resumeFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { type LocalRunOptions, localRunOptions } from '../command-line/local-run-options';
import { originConfigs } from '../configs/origin-configs';
import { loadFlows } from '../load-flows';
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
  file: string,
  step: string | undefined,
  options: ResumeOptions,
  io: CommandIo,
): Promise<number> {
  const originRun = options.originRunId ?? options.runId;
  const configs = await originConfigs(file, originRun, io);
  const [flow] = await loadFlows([file], io, {}, configs);
  const compiled = flow && compiledOrReported(flow, io);
  if (!compiled) return 1;
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
  return reportRun(result, flow.file, options, io);
}
