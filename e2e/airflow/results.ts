import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@mf/ir';
import { SharedDatastore } from '../metaflow-client/metaflow';

/** What Metaflow's Python client reads of a run. */
export interface ReadRun {
  readonly successful: boolean;
  readonly tags: readonly string[];
  /** By the last step; null when the run did not get there. */
  readonly printed: string | null;
  /** By `step[place in the foreach loops][visit of a loop]`. */
  readonly tasks: Readonly<Record<string, ReadTask>>;
}

export interface ReadTask {
  readonly successful: boolean;
  readonly exception: string | null;
  readonly stdout: string;
  /** Places of the tasks that it has read. */
  readonly parents: readonly string[];
  /** Of each artifact what Python shows, and the SHA-1 of what is stored. */
  readonly artifacts: Readonly<Record<string, readonly [value: string, sha: string | null]>>;
}

/** Reads runs (`flow/run`) of the datastore in a folder with the real Metaflow. */
export async function readRuns(folder: string, runs: readonly string[]): Promise<ReadRun[]> {
  const script = join(__dirname, 'read_results.py');
  const { code, stdout, stderr } = await new SharedDatastore(folder, 'ana', {
    // Sets of Python print their members in an order of the process without it.
    PYTHONHASHSEED: '0',
  }).python([script, ...runs]);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ReadRun[];
}

/** Runs a flow on this machine, with the datastore in that folder, and gives `flow/run`, however it ended. */
export async function runHere(
  folder: string,
  { flow, file, options }: { readonly flow: string; readonly file: string; readonly options: readonly string[] },
  conf: JsonObject,
): Promise<string> {
  const parameters = Object.entries(conf).map(([name, value]) => `--${name}=${textOf(value)}`);
  const idFile = join(folder, `${flow}-${process.hrtime.bigint()}`);
  const { stdout, stderr } = await new SharedDatastore(folder, 'ana').mf([
    ...['run', file, '--run-id-file', idFile],
    ...[...options, ...parameters],
  ]);
  const id = await readFile(idFile, 'utf8').catch(() => {
    throw new Error(`${flow} did not start:\n${stdout}${stderr}`);
  });
  return `${flow}/${id.trim()}`;
}

/** A value of a parameter as the command line takes it. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
