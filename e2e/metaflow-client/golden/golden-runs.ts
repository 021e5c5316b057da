import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { SharedDatastore } from '../metaflow';

/** What Metaflow's client reads of a flow, in the words of `expected.json` (packages/client/golden/README.md). */
export interface FlowAsRead {
  readonly latest_run: string;
  readonly latest_successful_run: string | null;
  readonly runs_in_order: readonly string[];
  readonly runs: Readonly<Record<string, RunAsRead>>;
}

export interface RunAsRead {
  readonly successful: boolean;
  readonly finished: boolean;
  readonly user_tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly created_at_ms: number;
  readonly origin_pathspec: string;
  readonly has_data: boolean;
  readonly end_task: string | null;
  readonly steps_in_order: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly _parameters_task: string;
  readonly steps: Readonly<Record<string, StepAsRead>>;
}

export interface StepAsRead {
  readonly parent_steps: unknown;
  readonly child_steps: unknown;
  readonly tasks: Readonly<Record<string, TaskAsRead>>;
}

export interface TaskAsRead {
  readonly successful: boolean;
  readonly finished: boolean;
  readonly exception: unknown;
  readonly index: number | null;
  readonly current_attempt: number;
  readonly stdout: string;
  readonly stdout_size: number;
  readonly stderr_lines: number;
  readonly stderr_first: string;
  readonly origin_pathspec: string | null;
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly code: string | null;
  readonly artifacts: Readonly<
    Record<string, { readonly value: unknown; readonly sha: string; readonly size: number }>
  >;
  readonly internal: Readonly<Record<string, unknown>>;
  readonly graph_info_sha: string | null;
}

/** What Metaflow's client read of a golden archive's only flow when it was made. */
export function goldenFlow(archive: string): FlowAsRead {
  const file = join(__dirname, '../../../packages/client/golden', `${archive}.tar.gz`);
  const text = execFileSync('tar', ['-xzOf', file, `${archive}/expected.json`], { maxBuffer: 1 << 26 });
  return onlyFlow(JSON.parse(text.toString()) as Record<string, FlowAsRead>);
}

/** What Metaflow's client reads of a datastore's only flow now. */
export async function flowAsRead(store: SharedDatastore): Promise<FlowAsRead> {
  const { code, stdout, stderr } = await store.python([join(__dirname, 'describe_runs.py')]);
  if (code !== 0) throw new Error(stderr);
  return onlyFlow(JSON.parse(stdout) as Record<string, FlowAsRead>);
}

function onlyFlow(flows: Readonly<Record<string, FlowAsRead>>): FlowAsRead {
  const found = Object.values(flows);
  if (found.length !== 1) throw new Error(`expected one flow, found ${Object.keys(flows).join(', ') || 'none'}`);
  return found[0]!;
}
