import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowDatastore, TaskPath } from '@mf/datastore';
import type { ReadyTask } from '../graph/graph-walk';
import { formatInputPaths } from '../graph/input-paths';
import { isOk, type StoredTransition, storedTransition } from '../graph/stored-outcome';
import { formatIndexStack } from '../identity';
import { datastoreArguments, remoteDatastoreArguments } from '../program/datastore-arguments';
import { openIfDone } from '../task/open-if-done';
import { passedText, textVariables } from '../text-variables';
import { triggersVariable } from '../trigger';
import { ResultMissingError, TooManySplitsError } from './errors';
import { FifoQueue } from './fifo-queue';
import { type StepCount, StepCounts } from './step-counts';
import { startRemoteAttempt } from './remote-attempt';
import type { RunSetting } from './run-setting';
import type { RunningAttempt } from './running-attempt';
import { startAttemptProcess } from './task-attempt-process';
import { takeOver } from './take-over';

/** A task that could not be brought to success. */
export interface TaskFailure {
  readonly step: string;
  readonly task: string;
  /** Whether it was told to stop, and has not failed by itself. */
  readonly isStopped: boolean;
  /** What is wrong besides the step's own failure, which the task has printed. */
  readonly error?: Error;
}

/**
 * Runs tasks as processes, at most so many at the same time, each as soon as all that it reads is there: breadth first, as
 * Metaflow does. What a task needs is forgotten when it is over.
 */
export class TaskScheduler {
  readonly #flow: FlowDatastore;
  readonly #running = new Set<RunningAttempt>();
  readonly #counts: StepCounts;
  readonly #queue = new FifoQueue<ReadyTask>();
  #active = 0;
  #isStopping = false;
  readonly #failures: TaskFailure[] = [];
  #defect: { readonly error: unknown } | undefined;
  #onFailure: () => void = () => undefined;
  #onIdle: () => void = () => undefined;
  /** Ends the pauses before retries. */
  readonly #stopped = new AbortController();

  constructor(private readonly setting: RunSetting) {
    this.#flow = setting.datastore.flow(setting.graph.flow.name);
    this.#counts = new StepCounts(setting.onProgress);
  }

  /** Tasks that run at the moment. */
  get active(): number {
    return this.#active;
  }

  /** Tasks that wait for a worker. */
  get waiting(): number {
    return this.#queue.length;
  }

  get counts(): ReadonlyMap<string, StepCount> {
    return this.#counts.all;
  }

  /**
   * Runs these tasks and all that follow from them.
   *
   * @param onFailure called once, when a task has failed for good: no task is started any more
   * @returns what failed, the first one first; nothing when all went well or the run was stopped before
   * @throws what keeps the scheduler itself from working, when no task is left running
   */
  async run(ready: readonly ReadyTask[], onFailure: () => void): Promise<readonly TaskFailure[]> {
    this.#onFailure = onFailure;
    this.#enqueue(ready);
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      this.#launch();
    });
    if (this.#defect) throw this.#defect.error;
    return this.#failures;
  }

  /** Starts no task any more. Those that run go on. */
  stop(): void {
    this.#isStopping = true;
    this.#stopped.abort();
    this.#queue.clear();
    this.#counts.cleared();
  }

  /** Sends a signal to every task that runs. */
  kill(signal: NodeJS.Signals): void {
    for (const attempt of this.#running) attempt.kill(signal);
  }

  #launch(): void {
    while (this.#active < this.setting.maxWorkers) {
      const ready = this.#queue.shift();
      if (!ready) break;
      this.#active += 1;
      this.#counts.started(ready.step);
      this.#runTask(ready).then(
        (failure) => this.#over(ready, failure),
        (error: unknown) => {
          this.#defect ??= { error };
          this.stop();
          this.kill('SIGTERM');
          this.#over(ready, undefined);
        },
      );
    }
    if (this.#active === 0) this.#onIdle();
  }

  #enqueue(ready: readonly ReadyTask[]): void {
    this.#queue.push(ready);
    this.#counts.queued(ready.map(({ step }) => step));
  }

  #over({ step }: ReadyTask, failure: TaskFailure | undefined): void {
    this.#active -= 1;
    const hasFailed = failure !== undefined && !failure.isStopped;
    this.#counts.ended(step, hasFailed);
    if (hasFailed) this.#failures.push(failure);
    if (hasFailed && !this.#isStopping) {
      this.stop();
      this.#onFailure();
    }
    this.#launch();
  }

  /** Brings one task to success, with its retries, and queues what follows. */
  async #runTask(ready: ReadyTask): Promise<TaskFailure | undefined> {
    const { metadata, run, walk, stepRules } = this.setting;
    const { step } = ready;
    const task = await metadata.newTask(run, step);
    const { retries, fallbacks, minutesBetweenRetries } = stepRules(step);
    let error: Error | undefined;
    for (let attempt = 0; attempt <= retries + fallbacks; attempt++) {
      // What is away on other machines needs time to come back: Metaflow waits there, and only there.
      if (attempt > 0 && this.#isRemote(step, attempt)) await this.#pause(minutesBetweenRetries);
      // A failed task is not tried again when the run is being stopped.
      if (this.#isStopping) break;
      const end = await this.#runAttempt(ready, task, attempt);
      if (end === 'stopped') return { step, task, isStopped: true };
      if ('isFinal' in end) {
        error = end.error;
        if (end.isFinal) break;
        continue;
      }
      if (!this.#isStopping) this.#enqueue(walk.finished({ ready, task, outcome: end, isClone: false }));
      return undefined;
    }
    return { step, task, isStopped: false, ...(error && { error }) };
  }

  /** Code that handles a failure runs here: what failed may be the other machine. */
  #isRemote(step: string, attempt: number): boolean {
    const { remote, stepRules } = this.setting;
    return remote !== undefined && remote.takes(step) && attempt <= stepRules(step).retries;
  }

  async #pause(minutes: number): Promise<void> {
    await sleep(minutes * 60_000, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }

  async #runAttempt(
    ready: ReadyTask,
    task: string,
    attempt: number,
  ): Promise<'stopped' | { readonly isFinal: boolean; readonly error?: Error } | StoredTransition> {
    const { setting } = this;
    const path = { flow: setting.graph.flow.name, run: setting.run, step: ready.step, task };
    const running = this.#isRemote(ready.step, attempt)
      ? this.#startRemote(ready, path, attempt)
      : this.#startHere(ready, path, attempt);
    this.#running.add(running);
    // From here and not from the task, whose own code may keep it from doing anything else.
    const stopHeartbeat = setting.metadata.startHeartbeat(setting.run, path);
    const {
      isGood,
      error,
      isFinal = false,
    } = await running.ended.finally(() => {
      stopHeartbeat();
      this.#running.delete(running);
    });
    if (!isGood) return running.isKilled ? 'stopped' : { isFinal, ...(error && { error }) };

    const taskPath = `${setting.run}/${ready.step}/${task}`;
    const say = (text: string, isRoutine: boolean): void =>
      setting.output({
        time: new Date(),
        text,
        task: { path: taskPath, ...running.place },
        kind: 'system',
        isBad: false,
        isRoutine,
      });
    const stored = await openIfDone(this.#flow, path, attempt);
    if (!stored || !isOk(stored)) return { isFinal: true, error: new ResultMissingError(taskPath) };
    const transition = storedTransition(stored) ?? { next: [], foreach: null, splits: undefined };
    const { splits } = transition;
    if (splits !== undefined) say(`Foreach yields ${splits} child steps.`, false);
    say('Task finished successfully.', true);
    return splits !== undefined && splits > setting.maxSplits
      ? { isFinal: true, error: new TooManySplitsError(ready.step, splits, setting.maxSplits) }
      : transition;
  }

  #startHere(ready: ReadyTask, path: TaskPath, attempt: number): RunningAttempt {
    const { setting } = this;
    return startAttemptProcess({
      path,
      attempt,
      isFallback: attempt > setting.stepRules(ready.step).retries,
      args: ['step', ...this.#arguments(ready, path.task, attempt), ...datastoreArguments(setting.datastore)],
      processes: setting.processes,
      cwd: setting.cwd,
      env: { ...setting.env, ...this.#variables(ready.step) },
      logLimit: setting.logLimit,
      storage: setting.datastore.storage,
      output: setting.output,
      outputTaken: setting.outputTaken,
    });
  }

  #startRemote(ready: ReadyTask, path: TaskPath, attempt: number): RunningAttempt {
    const { setting } = this;
    const { remote, datastore, env } = setting;
    const triggers = passedText(env, triggersVariable);
    return startRemoteAttempt({
      task: {
        path,
        attempt,
        args: ['supervise', ...this.#arguments(ready, path.task, attempt), ...remoteDatastoreArguments(datastore)],
        variables: { ...this.#variables(ready.step), ...(triggers && textVariables(triggersVariable, triggers)) },
      },
      remote: remote!,
      storage: datastore.storage,
      output: setting.output,
      outputTaken: setting.outputTaken,
      onEnd: () => takeOver(setting, path, attempt),
    });
  }

  #variables(step: string): Record<string, string> {
    const { run, graph, startEnv, stepRules } = this.setting;
    return { ...stepRules(step).environment, METAFLOW_RUN_ID: run, ...(step === graph.start && startEnv) };
  }

  #arguments({ step, levels, inputs }: ReadyTask, task: string, attempt: number): string[] {
    const { run, originRun, project, tags, stepRules, with: added } = this.setting;
    const index = formatIndexStack(levels.map((level) => level.index));
    return [
      ...[step, '--run-id', run, '--task-id', task, '--attempt', String(attempt)],
      ...['--input-paths', formatInputPaths(inputs.map((input) => `${run}/${input}`))],
      ...(index === '' ? [] : ['--index', index]),
      ...['--max-user-code-retries', String(stepRules(step).retries)],
      ...(added.length === 0 ? [] : ['--with', JSON.stringify(added)]),
      ...(originRun === null ? [] : ['--origin-run-id', originRun]),
      ...(project ? ['--project-branch', project.branch] : []),
      ...tags.flatMap((tag) => ['--tag', tag]),
    ];
  }
}
