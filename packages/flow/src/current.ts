import type { Trigger } from './current-trigger';
import { NotInTaskError } from './not-in-task-error';
import type { RunReference, TaskReference } from './run-reference';
import type { TaskCards } from './task-cards';

/** What a running task knows of itself. Names are Metaflow's, in TypeScript's case. */
export interface TaskFacts {
  readonly flowName: string;
  readonly runId: string;
  readonly stepName: string;
  readonly taskId: string;
  /** 0 for the first attempt. */
  readonly retryCount: number;
  /** The run that this one resumes; null for a fresh run. */
  readonly originRunId: string | null;
  /** `<flow>/<run>/<step>/<task>`. */
  readonly pathspec: string;
  /** The tag that what this user makes carries: `user:<name>` or `production:<token>`. */
  readonly namespace: string;
  readonly username: string;
  /** The tags that were given to the run when it started. */
  readonly tags: ReadonlySet<string>;
  /** Parameters by the name of their field. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The flow's graph as Metaflow's readers know it. */
  readonly graph: Readonly<Record<string, unknown>>;
  /** A directory for temporary files: METAFLOW_TEMPDIR, else `.`, the one that the task started in. */
  readonly tempdir: string;
  /** Name of the project of a flow with `@project`; else null. */
  readonly projectName: string | null;
  /** Branch of the project: `prod`, `prod.<branch>`, `test.<branch>` or `user.<name>`; null without `@project`. */
  readonly branchName: string | null;
  /** `<project>.<branch>.<flow>`, the name of the deployment; null without `@project`. */
  readonly projectFlowName: string | null;
  /** Whether the run of a project has neither `--branch` nor `--production`. */
  readonly isUserBranch: boolean;
  /** Whether the run of a project has `--production`. */
  readonly isProduction: boolean;
  /** The cards of the step: what `@card` saves when it is over. */
  readonly card: TaskCards;
  /** What started the run, where events or other runs did; else null. */
  readonly trigger: Trigger | null;
  /** The run that this task belongs to, as the client reads it, whatever the namespace. */
  readonly run: Promise<RunReference>;
  /** The task as the client reads it. */
  readonly task: Promise<TaskReference>;
}

// One task runs in a process, so this is as global as the process.
let facts: TaskFacts | undefined;

/** Tells `current` about the task that this process runs. */
export function setCurrent(task: TaskFacts | undefined): void {
  facts = task;
}

/** The task that this process runs; undefined when it runs none. */
export function currentTask(): TaskFacts | undefined {
  return facts;
}

function fact<K extends keyof TaskFacts>(name: K): TaskFacts[K] {
  if (!facts) throw new NotInTaskError(`current.${name}`);
  return facts[name];
}

/** What is known about the task that runs: `current.runId`, `current.stepName`, `current.retryCount`, ... */
export const current = {
  /** Whether a flow runs in this process. Everything else throws NotInTaskError when it does not. */
  get isRunningFlow(): boolean {
    return facts !== undefined;
  },
  get flowName() {
    return fact('flowName');
  },
  get runId() {
    return fact('runId');
  },
  get stepName() {
    return fact('stepName');
  },
  get taskId() {
    return fact('taskId');
  },
  get retryCount() {
    return fact('retryCount');
  },
  get originRunId() {
    return fact('originRunId');
  },
  get pathspec() {
    return fact('pathspec');
  },
  get namespace() {
    return fact('namespace');
  },
  get username() {
    return fact('username');
  },
  get tags() {
    return fact('tags');
  },
  get parameters() {
    return fact('parameters');
  },
  get graph() {
    return fact('graph');
  },
  get tempdir() {
    return fact('tempdir');
  },
  get projectName() {
    return fact('projectName');
  },
  get branchName() {
    return fact('branchName');
  },
  get projectFlowName() {
    return fact('projectFlowName');
  },
  get isUserBranch() {
    return fact('isUserBranch');
  },
  get isProduction() {
    return fact('isProduction');
  },
  get card() {
    return fact('card');
  },
  get trigger() {
    return fact('trigger');
  },
  get run() {
    return fact('run');
  },
  get task() {
    return fact('task');
  },
} satisfies TaskFacts & { isRunningFlow: boolean };
