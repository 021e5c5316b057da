import type { FlowOutcome } from '@mf/cli/report';

/** The flows of one task of Nx. */
export interface FlowTask<Request> {
  readonly id: string;
  /** @throws an error for the user where the options of the task make no sense. */
  readonly requests: () => readonly Request[];
}

export interface TaskResult {
  readonly task: string;
  readonly result: {
    readonly success: boolean;
    readonly terminalOutput: string;
    readonly startTime: number;
    readonly endTime: number;
  };
}

/** Works on flows, and yields what became of each in the order of the requests. */
export type Execute<Request> = (
  requests: readonly Request[],
) => AsyncIterable<Pick<FlowOutcome, 'success' | 'terminalOutput'>>;

/**
 * Works on the flows of many tasks in one go, and yields each task when all of its flows are done; it succeeds when all of them do.
 *
 * Never throws, and yields every task: a batch of Nx that throws fails all of its tasks, those that had succeeded included, and a task
 * that is not yielded is started again in a process of its own. When the work breaks down on the way, each task that is still open is
 * tried alone, so that only the one that is to blame fails.
 */
export async function* taskResults<Request>(
  tasks: readonly FlowTask<Request>[],
  execute: Execute<Request>,
  describe: (error: unknown) => string,
): AsyncGenerator<TaskResult, undefined> {
  const startTime = Date.now();
  const finished = (task: string, success: boolean, terminalOutput: string): TaskResult => ({
    task,
    result: { success, terminalOutput, startTime, endTime: Date.now() },
  });

  const open = new Map<string, readonly Request[]>();
  for (const { id, requests } of tasks) {
    try {
      open.set(id, requests());
    } catch (error) {
      yield finished(id, false, describe(error));
    }
  }

  try {
    for await (const { task, success, terminalOutput } of inTasks(open, execute)) {
      open.delete(task);
      yield finished(task, success, terminalOutput);
    }
  } catch (error) {
    if (tasks.length === 1) {
      yield finished(tasks[0]!.id, false, describe(error));
      return;
    }
  }
  for (const [id, requests] of open) yield* taskResults([{ id, requests: () => requests }], execute, describe);
}

/** The outcomes of all flows, put together by task. */
async function* inTasks<Request>(tasks: ReadonlyMap<string, readonly Request[]>, execute: Execute<Request>) {
  const outcomes = execute([...tasks.values()].flat())[Symbol.asyncIterator]();
  for (const [task, { length }] of [...tasks]) {
    let success = true;
    let terminalOutput = '';
    for (let i = 0; i < length; i++) {
      const { done, value } = await outcomes.next();
      if (done) throw new Error(`only ${i} of ${length} flows of ${task} were worked on`);
      success &&= value.success;
      terminalOutput += value.terminalOutput;
    }
    yield { task, success, terminalOutput };
  }
}
