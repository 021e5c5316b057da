import { resumeFlow } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { codeOfRun } from '../code-of-run';
import { UsageError } from '../options/usage-error';
import { type LocalRunOptions, localRunOptions } from '../options/local-run-options';
import { originConfigs } from '../configs/origin-configs';
import { flowNameOrReported } from '../flow-name';
import { loadFlows } from '../load-flows';
import { originRunId } from '../read/origin-run-id';
import { remoteTasks } from '../kubernetes/remote-tasks';
import { compiledOrReported, type RunnableFlow } from '../report/compiled-or-reported';
import { reportRun } from '../report/report-run';
import { withDisplay } from '../report/with-display';

export interface ResumeOptions extends LocalRunOptions {
  readonly originRunId?: string;
  /** The same as `originRunId`, under the name that users know from the Nx target. */
  readonly runId?: string;
  /** DAG of the run, where the id is Airflow's. */
  readonly dagId?: string;
  /** Run the code that the run has had, in place of the working copy. */
  readonly sameCode?: true;
}

/** Continues an earlier run on this machine with the code as it is now. Exit code 0 when every task succeeded. */
export async function resume(
  file: string,
  step: string | undefined,
  options: ResumeOptions,
  io: CommandIo,
): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const given = options.originRunId ?? options.runId;
  const originRun = given === undefined ? undefined : await originRunId(name, given, options.dagId, io);
  const compiled = await flowToRun(name, originRun, file, options, io);
  if (!compiled) return 1;
  const common = localRunOptions(options, 'resume', io);
  const result = await withDisplay(io, options.quiet === true, (display) =>
    resumeFlow({
      ...compiled,
      ...common,
      ...display,
      ...remoteTasks(compiled, common.with, io),
      ...(originRun !== undefined && { originRun }),
      ...(step !== undefined && { step }),
    }),
  );
  return reportRun(result, file, options, io);
}

/** The flow as it is now, with the configs of the run; or as the run has had it. Undefined when it has mistakes, which have been printed. */
async function flowToRun(
  name: string,
  originRun: string | undefined,
  file: string,
  { sameCode }: ResumeOptions,
  io: CommandIo,
): Promise<RunnableFlow | undefined> {
  if (sameCode) {
    if (originRun === undefined)
      throw new UsageError('--same-code is about a run that is named', 'Name it with --origin-run-id.');
    return codeOfRun(name, originRun, file, io);
  }
  const [flow] = await loadFlows([file], io, {}, await originConfigs(file, originRun, io));
  return compiledOrReported(flow!, io);
}
