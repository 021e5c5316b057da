import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@mf/ir';
import { type EndedRun, runDag } from './dag-run';
import { type ReadRun, type ReadTask, readRuns, runHere } from './results';
import { suite } from './suite';

/** A flow that is run on Airflow and on this machine with the same values. */
export interface Compared {
  readonly dagId: string;
  readonly flow: string;
  readonly file: string;
  /** Options of `mf run` that say what those of `mf airflow create` did. */
  readonly options: readonly string[];
  readonly conf: JsonObject;
}

export interface BothRuns {
  readonly there: EndedRun;
  readonly airflow: ReadRun;
  readonly here: ReadRun;
}

/** More DAG runs at once than Airflow has workers, so that none of these waits for the scheduler. */
const runsAtOnce = 8;

/**
 * Runs all flows on Airflow, many at once, and here meanwhile; then Metaflow's client reads what both have left.
 *
 * @param collect called with the runs of Airflow before they are read
 */
export async function runBoth(
  flows: readonly Compared[],
  collect: (compared: Compared, there: EndedRun) => Promise<void> = () => Promise.resolve(),
): Promise<BothRuns[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mf-local-'));
  try {
    const [there, here] = await Promise.all([
      inParallel(runsAtOnce, flows, ({ dagId, conf }) => runDag(dagId, conf)),
      inParallel(1, flows, (compared) => runHere(folder, compared, compared.conf)),
    ]);
    for (const [at, compared] of flows.entries()) await collect(compared, there[at]!);
    const [onAirflow, onThisMachine] = await Promise.all([
      readRuns(
        suite().datastoreRoot,
        there.map(({ run }) => run.pathspec),
      ),
      readRuns(folder, here),
    ]);
    return flows.map((_flow, at) => ({ there: there[at]!, airflow: onAirflow[at]!, here: onThisMachine[at]! }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The same tasks with the same artifacts, output and inputs. Where the run has failed, those that ran here: a run here starts nothing any
 * more after a failure, Airflow goes on with what does not depend on it.
 *
 * @param located artifacts that hold where a file is stored: of them, the values alone are the same
 */
export function expectSameResults({ there, airflow, here }: BothRuns, located: readonly string[] = []): void {
  expect([there.state, there.states]).toEqual([here.successful ? 'success' : 'failed', there.states]);
  const common = Object.entries(airflow.tasks).filter(([place]) => here.successful || place in here.tasks);
  const compared = { ...airflow, tasks: Object.fromEntries(common) };
  expect(withoutHashes(compared, located)).toEqual(withoutHashes(here, located));
}

const withoutHashes = (run: ReadRun, names: readonly string[]): ReadRun => ({
  ...run,
  tasks: Object.fromEntries(
    Object.entries(run.tasks).map(([place, task]) => {
      const artifacts = Object.entries(task.artifacts).map(([name, [value, sha]]) => [
        name,
        [value, names.includes(name) ? null : sha] as const,
      ]);
      return [place, { ...task, artifacts: Object.fromEntries(artifacts) as ReadTask['artifacts'] }];
    }),
  ),
});

/** Works on all items in their order, on so many at a time. */
async function inParallel<T, R>(width: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const open = items.entries();
  const worker = async () => {
    for (const [at, item] of open) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
