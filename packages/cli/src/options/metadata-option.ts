import { Option } from 'commander';
import type { CommandIo } from '../command-io';

export interface MetadataOptions {
  /** Kind of provider that knows the runs: `local`, `service`. */
  readonly metadata?: string;
}

export const metadataOption = () =>
  new Option(
    '--metadata <kind>',
    'where runs are known: in .metaflow, or at the service of METAFLOW_SERVICE_URL; METAFLOW_DEFAULT_METADATA, or else local, when not given',
  );

/** What a command works with when its options count as the variable: so it reaches the tasks of a run, and what they start. */
export function withMetadata(io: CommandIo, { metadata }: MetadataOptions): CommandIo {
  return metadata === undefined ? io : { ...io, env: { ...io.env, METAFLOW_DEFAULT_METADATA: metadata } };
}
