import { resumeFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';
import { reportRun, runSink } from '../report/run-lines';
import { parseWith } from '../with-decorators';

export interface ResumeOptions {
  readonly originRunId?: string;
  /** The same as `originRunId`, under the name that users know from the Nx target. */
  readonly runId?: string;
  readonly maxWorkers: number;
  readonly with: readonly string[];
  readonly tag: readonly string[];
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
  const result = await resumeFlow({
    ...compiled,
    ...(originRun !== undefined && { originRun }),
    ...(step !== undefined && { step }),
    maxWorkers: options.maxWorkers,
    with: options.with.map(parseWith),
    tags: options.tag,
    output: runSink(io),
    cwd: io.cwd,
    env: io.env,
  });
  return reportRun(result, flow.file, io);
}
