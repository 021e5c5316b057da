import type { CommonRunOptions, Isolation } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { runIdWriter } from './run-id-file';
import { decospecs } from './decospecs';
import type { MetadataOptions } from './metadata-option';
import { projectOptions } from './project-options';

/** Options of `mf run` and `mf resume`; see `CommonRunOptions` of @mf/runtime. */
export interface LocalRunOptions extends MetadataOptions {
  readonly maxWorkers: number;
  readonly maxNumSplits?: number;
  /** Megabytes. */
  readonly maxLogSize?: number;
  readonly isolation?: Isolation;
  /** Kind of storage for data. */
  readonly datastore?: string;
  readonly with: readonly string[];
  readonly tag: readonly string[];
  readonly branch?: string;
  readonly production?: boolean;
  readonly namespace?: string;
  /** Show what tasks print, and what goes wrong, alone. */
  readonly quiet?: true;
  /** File that gets the id of the run. */
  readonly runIdFile?: string;
}

/** What the options mean to the runtime. */
export function localRunOptions(
  {
    maxWorkers,
    maxNumSplits,
    maxLogSize,
    isolation,
    datastore,
    with: decorators,
    tag,
    runIdFile,
    ...options
  }: LocalRunOptions,
  command: 'run' | 'resume',
  io: CommandIo,
): Omit<CommonRunOptions, 'ir' | 'bundle' | 'output'> {
  return {
    maxWorkers,
    ...(maxNumSplits !== undefined && { maxNumSplits }),
    ...(maxLogSize !== undefined && { maxLogSize }),
    ...(isolation !== undefined && { isolation }),
    with: decospecs(decorators, command, io.env),
    ...projectOptions(options),
    ...(options.namespace !== undefined && { namespace: options.namespace }),
    ...(datastore !== undefined && { datastore }),
    tags: tag,
    ...(runIdFile !== undefined && { onRun: runIdWriter(runIdFile, io) }),
    cwd: io.cwd,
    env: io.env,
  };
}
