import type { Storage } from '../../storage/storage';
import { ATTEMPT_DONE, parseAttemptFile } from '../../task/attempt-files';
import { FlowDatastore } from '../../task/flow-datastore';
import { runPathspec, type RunPath, stepPathspec, type TaskPath, taskPathspec } from '../../task/task-path';
import { objectJson, type ObjectJson } from '../json-records';
import { META, parseSysmetaName, SELF } from '../local-files';
import { parseJson } from '../parse-json';
import { addRecords, byDirectory, inOrderOfAttempts } from './add-records';
import { LEFT_RECORDS, readLeftRecords, type RecordFiles } from './left-records';
import { missingRecords, NOBODY } from './missing-records';
import { readPulledMark, writePulledMark } from './pulled-mark';

/** Tasks that are read at once. */
const tasksAtOnce = 16;

/** What a run is pulled with. */
export interface PullOptions {
  /** Told how many of the run's tasks have been read. */
  readonly onProgress?: (read: number, all: number) => void;
}

/**
 * Rebuilds what a `.metaflow` directory knows of a run from what its tasks have left beside their data, so that whatever reads that
 * directory reads the run: Metaflow's own client, `resume`. What was known of it before is replaced.
 *
 * @param data where the data of flows lies
 * @param tree the `.metaflow` directory
 * @returns how many tasks the run has; undefined when there is nothing of it
 * @throws CorruptRecordError, BlobMissingError, and what the storages throw
 */
export async function pullRun(
  data: Storage,
  tree: Storage,
  run: RunPath,
  { onProgress = () => undefined }: PullOptions = {},
): Promise<number | undefined> {
  const tasks = await tasksOf(data, run);
  if (tasks.length === 0) return undefined;
  const found = new Map<string, Buffer>();
  const names: string[][] = tasks.map(() => []);
  let read = 0;
  await each(tasks, async (task, at) => {
    names[at] = await data.list(taskPathspec(task));
    for (const file of names[at].flatMap((name) => parseAttemptFile(name) ?? [])) {
      if (file.name === LEFT_RECORDS) gather(found, (await readLeftRecords(data, task, file.attempt)) ?? new Map());
    }
    onProgress(++read, tasks.length);
  });
  const known = byDirectory(found);
  await each(tasks, async (task, at) => {
    const directory = `${taskPathspec(task)}/${META}`;
    const ofTask = new Map(
      [...(known.get(directory) ?? [])].map(([name, content]) => [`${directory}/${name}`, content]),
    );
    gather(found, await missingRecords(data, task, names[at] ?? [], ofTask));
  });
  addMissingParents(found, run);
  if (!(await readPulledMark(tree, run)) && (await tree.exists(`${runPathspec(run)}/${SELF}`))) {
    // It was run from here: what its tasks have recorded elsewhere comes to what is known.
    await addRecords(tree, found);
    return tasks.length;
  }
  const mark = { from: data.root, isComplete: await isComplete(data, run, found) };
  await replace(tree, run, byDirectory(found), () => writePulledMark(tree, run, mark));
  return tasks.length;
}

async function tasksOf(data: Storage, { flow, run }: RunPath): Promise<TaskPath[]> {
  const steps = (await data.list(runPathspec({ flow, run }))).filter((name) => name !== META);
  const tasks: TaskPath[][] = steps.map(() => []);
  await each(steps, async (step, at) => {
    const ids = await data.list(stepPathspec({ flow, run, step }));
    tasks[at] = ids.filter((name) => name !== META).map((task) => ({ flow, run, step, task }));
  });
  return tasks.flat();
}

/** Of what several tasks say about the same run or step, the earliest counts: that is when it began. */
function gather(found: Map<string, Buffer>, more: RecordFiles): void {
  for (const [path, content] of more) {
    const before = found.get(path);
    if (!before || !path.endsWith(`/${SELF}`) || timeOf(content) < timeOf(before)) found.set(path, content);
  }
}

function timeOf(content: Buffer): number {
  return (JSON.parse(content.toString('utf8')) as { readonly ts_epoch: number }).ts_epoch;
}

/** Steps, the run and the flow began when the first of what is in them did. */
function addMissingParents(found: Map<string, Buffer>, { flow, run }: RunPath): void {
  const selves = [...found].flatMap(([path, content]) =>
    path.startsWith(`${runPathspec({ flow, run })}/`) && path.endsWith(`/${SELF}`)
      ? [{ parts: path.slice(0, -SELF.length - 1).split('/'), time: timeOf(content) }]
      : [],
  );
  const add = (path: string, names: object, members: typeof selves): void => {
    if (found.has(`${path}/${SELF}`)) return;
    const time = Math.min(Date.now(), ...members.map((member) => member.time));
    const self = { ...objectJson(flow, NOBODY, names), ts_epoch: time };
    found.set(`${path}/${SELF}`, Buffer.from(JSON.stringify(self)));
  };
  const steps = new Set(selves.flatMap(({ parts }) => parts[2] ?? []));
  for (const step of steps) {
    const members = selves.filter(({ parts }) => parts[2] === step);
    add(stepPathspec({ flow, run, step }), { run_number: run, step_name: step }, members);
  }
  add(runPathspec({ flow, run }), { run_number: run }, selves);
  const flowSelf = `${flow}/${SELF}`;
  if (!found.has(flowSelf)) found.set(flowSelf, Buffer.from(JSON.stringify({ flow_id: flow, ts_epoch: Date.now() })));
}

/** Writes all records, and removes what was there else. The run itself comes last: what is known of it then is whole. */
async function replace(
  tree: Storage,
  run: RunPath,
  directories: Map<string, Map<string, Buffer>>,
  beforeRun: () => Promise<void>,
): Promise<void> {
  const selves = [`${run.flow}/${META}`, `${runPathspec(run)}/${META}`];
  const self = SELF.slice(META.length + 1);
  for (const [directory, given] of directories) {
    if (selves.includes(directory)) continue;
    const records = inOrderOfAttempts(given);
    for (const name of await tree.list(directory)) {
      if (!records.has(name)) await tree.remove(`${directory}/${name}`);
    }
    const before = await tree.readMany([...records.keys()].map((name) => `${directory}/${name}`));
    let at = 0;
    for (const [name, content] of records) {
      if (before[at++]?.equals(content)) continue;
      await tree.write(`${directory}/${name}`, content, { overwrite: true });
    }
  }
  await beforeRun();
  for (const directory of selves) {
    const path = `${directory}/${self}`;
    const content = directories.get(directory)?.get(self);
    // Its tags may have been changed here since.
    if (content) await tree.write(path, content, { overwrite: isNobodys(await tree.read(path)) });
  }
}

/** What nothing was known of but that it is there. */
function isNobodys(self: Buffer | undefined): boolean {
  return self !== undefined && (JSON.parse(self.toString('utf8')) as ObjectJson).user_name === NOBODY.user;
}

/** Whether the last step has ended well: nothing more is to be expected then. */
async function isComplete(data: Storage, { flow, run }: RunPath, found: RecordFiles): Promise<boolean> {
  const endRecord = [...found].find(
    ([path]) => parseSysmetaName(path.slice(path.lastIndexOf('/') + 1))?.field === 'end_step',
  );
  const end = endRecord ? parseJson<{ value: string }>(endRecord[1], endRecord[0]).value : 'end';
  const datastore = new FlowDatastore(data, flow);
  for (const task of await datastore.tasks(run, end)) {
    const files = await data.list(taskPathspec({ flow, run, step: end, task }));
    if (!files.some((name) => parseAttemptFile(name)?.name === ATTEMPT_DONE)) continue;
    const stored = await datastore.openTask({ run, step: end, task }).catch(() => undefined);
    if (stored?.has('_task_ok') && (await stored.load('_task_ok')) === true) return true;
  }
  return false;
}

async function each<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as T, at);
  };
  await Promise.all(Array.from({ length: Math.min(tasksAtOnce, items.length) }, worker));
}
