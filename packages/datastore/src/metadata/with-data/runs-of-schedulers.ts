import type { Storage } from '../../storage/storage';
import { parseAttemptFile } from '../../task/attempt-files';
import { joinNames, runPathspec, type RunPath, stepPathspec, taskPathspec } from '../../task/task-path';
import { META, SELF } from '../local-files';
import { LEFT_RECORDS, readLeftRecords } from './left-records';
import { writePulledMark } from './pulled-mark';

/** Runs that are looked at at once. */
const runsAtOnce = 16;

/**
 * Takes note of the runs of a flow that schedulers have run and nobody has told the `.metaflow` directory about: who has run them and their
 * tags. The rest of a run is pulled when it is asked for. Runs that were started on somebody's machine, whose ids are numbers, are known
 * there.
 */
export async function noteRunsOfSchedulers(data: Storage, tree: Storage, flow: string): Promise<void> {
  const known = new Set(await tree.list(joinNames(flow)));
  const runs = (await data.list(joinNames(flow))).filter((name) => !known.has(name) && isOfScheduler(name));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < runs.length; at = next++) await noteRun(data, tree, { flow, run: runs[at] as string });
  };
  await Promise.all(Array.from({ length: Math.min(runsAtOnce, runs.length) }, work));
}

/** A flow's directory holds its runs, its values, and the name of the run that was started last. */
function isOfScheduler(name: string): boolean {
  return !/^\d+$/.test(name) && !['data', 'latest_run', META].includes(name);
}

async function noteRun(data: Storage, tree: Storage, path: RunPath): Promise<void> {
  const selves = [`${runPathspec(path)}/${SELF}`, `${path.flow}/${SELF}`];
  for (const step of (await data.list(runPathspec(path))).filter((name) => name !== META)) {
    const [task] = (await data.list(stepPathspec({ ...path, step }))).filter((name) => name !== META);
    if (task === undefined) continue;
    const names = await data.list(taskPathspec({ ...path, step, task }));
    const left = names.flatMap((name) => parseAttemptFile(name) ?? []).find(({ name }) => name === LEFT_RECORDS);
    const records = left && (await readLeftRecords(data, { ...path, step, task }, left.attempt));
    if (!records) continue;
    await writePulledMark(tree, path, { from: data.root, isComplete: false });
    for (const self of selves) {
      const content = records.get(self);
      if (content) await tree.write(self, content);
    }
    return;
  }
}
