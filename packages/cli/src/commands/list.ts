import type { Run, RunState } from '@mf/client';
import type { MetadataOptions } from '../options/metadata-option';
import type { CommandIo } from '../command-io';
import { flowNameOrReported } from '../flow-name';
import { openFlow } from '../read/open-flow';
import { startedAt } from '../read/run-start';
import { textTable } from '../report/text-table';
import { durationText, timeText } from '../report/time-text';
import { colorsFor } from '../report/colors';

export interface ListOptions extends MetadataOptions {
  readonly limit: number;
  /** See `openFlow`. */
  readonly namespace?: string;
  readonly json?: true;
}

/** Prints the runs of a flow, the newest first. Needs no more of the flow's file than its class name. */
export async function list(file: string, options: ListOptions, io: CommandIo): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const { flow } = openFlow(name, options.namespace, io);
  const runs: ListedRun[] = [];
  for await (const run of flow.runs()) {
    if (runs.length === options.limit) break;
    runs.push(await listed(run));
  }
  io.stdout.write(options.json ? `${JSON.stringify(runs, null, 2)}\n` : table(runs, io));
  return 0;
}

/** A run as `--json` prints it. */
interface ListedRun {
  readonly run: string;
  readonly status: RunState;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Of the tag `user:…`; of a scheduled run the one that its scheduler has. */
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
}

async function listed(run: Run): Promise<ListedRun> {
  const { state, finishedAt } = await run.status;
  const systemTags = [...(await run.systemTags)].sort();
  return {
    run: run.id,
    status: state,
    createdAt: await startedAt(run),
    finishedAt: finishedAt ?? null,
    user: systemTags.find((tag) => tag.startsWith('user:'))?.slice('user:'.length) ?? null,
    tags: [...(await run.userTags)].sort(),
    systemTags,
  };
}

function table(runs: readonly ListedRun[], io: CommandIo): string {
  const colors = colorsFor(io.stdout, io.env);
  const paints: Readonly<Record<string, (text: string) => string>> = {
    successful: colors.green,
    failed: colors.red,
    running: colors.yellow,
    interrupted: colors.red,
    killed: colors.red,
  };
  const rows = runs.map(({ run, status, createdAt, finishedAt, user, tags }) => [
    run,
    status,
    timeText(createdAt),
    durationText((finishedAt?.getTime() ?? Date.now()) - createdAt.getTime()),
    user ?? '',
    tags.join(', '),
  ]);
  return textTable(['RUN', 'STATUS', 'CREATED', 'DURATION', 'USER', 'TAGS'], rows, (text, column, row) => {
    if (row === 'header') return colors.dim(text);
    return column === 1 ? (paints[text.trim()] ?? String)(text) : text;
  });
}
