import type { CommonRunOptions } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { runSink } from '../report/run-lines';
import { runIdWriter } from '../run-id-file';
import { parseWith } from '../with-decorators';

/** Options of `mf run` and `mf resume`; see `CommonRunOptions` of @mf/runtime. */
export interface LocalRunOptions {
  readonly maxWorkers: number;
  readonly maxNumSplits?: number;
  /** Megabytes. */
  readonly maxLogSize?: number;
  readonly with: readonly string[];
  readonly tag: readonly string[];
  /** File that gets the id of the run. */
  readonly runIdFile?: string;
}

/** What the options mean to the runtime. */
export function localRunOptions(
  { maxWorkers, maxNumSplits, maxLogSize, with: decorators, tag, runIdFile }: LocalRunOptions,
  io: CommandIo,
): Omit<CommonRunOptions, 'ir' | 'bundle'> {
  return {
    maxWorkers,
    ...(maxNumSplits !== undefined && { maxNumSplits }),
    ...(maxLogSize !== undefined && { maxLogSize }),
    with: decorators.map(parseWith),
    tags: tag,
    ...(runIdFile !== undefined && { onRun: runIdWriter(runIdFile, io) }),
    output: runSink(io),
    cwd: io.cwd,
    env: io.env,
  };
}
