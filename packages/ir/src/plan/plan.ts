import type { DecoratorIR, ParameterIR } from '../flow-ir';
import type { JsonObject } from '../json';
import type { StepKubernetes } from '../kubernetes/step-kubernetes';
import type { Position } from '../position';
import type { StartingEvent } from '../starting-events';
import type { StepRetry } from '../step-decorators/step-retry';
import type { TaskResources } from '../step-decorators/task-resources';

/**
 * What every back end prints from: the graph with all rules applied, in the order in which its tasks can run.
 *
 * A printer walks `parts` once and looks nothing up in the flow itself: what a task waits for, under which condition it runs and
 * what it has to tell the scheduler is said by its fields.
 */
export interface Plan {
  readonly planVersion: 2;
  readonly flow: string;
  /** The file of the flow, relative to the workspace root. */
  readonly source: string;
  readonly doc: string;
  /** The graph as lines of text. */
  readonly picture: readonly string[];
  readonly parameters: readonly ParameterIR[];
  readonly schedule?: PlannedSchedule;
  /** Events that must all have come for a run to start by itself; with a schedule too, either starts one. */
  readonly events: readonly StartingEvent[];
  /** The task that ends a run: its success is that of the run. */
  readonly last: string;
  /** What must be there before the first task runs. */
  readonly sensors: readonly PlannedSensor[];
  /** How all tasks are queued that say nothing else. */
  readonly queueing?: Queueing;
  /** How long a run may take. */
  readonly runTimeoutSeconds?: number;
  readonly maxActiveRuns?: number;
  /** Absent without `@exitHook`. */
  readonly exitHooks?: PlannedExitHooks;
  /** Each after all parts that it waits for; branches in the order in which their split names them. */
  readonly parts: readonly PlannedPart[];
  /** How many tasks of one step of a foreach, and of a flow without any, may run at the same time. */
  readonly maxWorkers: number;
  /** Decorators of `--with` that the tasks have to be told about: the bundle knows only those of the source. */
  readonly with?: readonly DecoratorIR[];
}

/** Where a scheduler queues a task, and in which order it takes tasks. */
export interface Queueing {
  readonly pool?: string;
  readonly poolSlots?: number;
  readonly queue?: string;
  readonly priorityWeight?: number;
}

/** A task that waits for something outside of the flow. */
export interface PlannedSensor {
  readonly name: string;
  readonly kind: 'external task' | 's3 key';
  readonly description?: string;
  /** Metaflow's names and values; a length of time in seconds. */
  readonly options: JsonObject;
}

/** Functions of the flow that are called when a run is over. Whatever they say, the run stays what it was. */
export interface PlannedExitHooks {
  /** The tasks that are over when the run is. */
  readonly after: readonly string[];
  /** One after the other, in Metaflow's order. */
  readonly hooks: readonly PlannedExitHook[];
}

export interface PlannedExitHook {
  readonly name: string;
  /** Of which runs: those whose last task has succeeded, or the others. */
  readonly end: 'success' | 'error';
  /** Its place among the hooks of that end. */
  readonly index: number;
}

export type PlannedPart = PlannedTask | PlannedForeach | PlannedItems;

/**
 * Tasks that run once for each item of a foreach. The body of a foreach is one such part, unless another foreach stands in it: no
 * scheduler nests them, so then the steps before the inner foreach, the inner one over all items of all levels, and the steps from
 * its join on are parts of their own, one after the other.
 */
export interface PlannedForeach {
  readonly kind: 'foreach';
  /** The split whose items these are, and the artifact it goes over. */
  readonly split: string;
  readonly over: string;
  /** The task or `items` part that lists the items. */
  readonly items: string;
  /** 0 for the first part of a body, counting up behind each inner foreach. */
  readonly stage: number;
  readonly tasks: readonly PlannedTask[];
}

/** Lists the items of a foreach inside of a foreach, over all items of the outer ones. Waits for the split to be over everywhere. */
export interface PlannedItems {
  readonly kind: 'items';
  readonly name: string;
  readonly split: string;
  /** The task or `items` part that lists the items of the foreach around it. */
  readonly within: string;
}

/** A task of the scheduler: a step, or the steps of a loop. */
export interface PlannedTask {
  readonly kind: 'task';
  /** The step; of a loop, the step where it is entered first. */
  readonly name: string;
  /** All steps of a loop, which run in this one task as often as its switches lead back. No scheduler can draw a loop. */
  readonly loop?: readonly string[];
  readonly at: Position;
  readonly doc: string;
  /** Names of the tasks it waits for, sorted as Metaflow sorts the inputs of a join; empty for the first task only. */
  readonly upstream: readonly string[];
  /** In which states the tasks that it waits for let it run. */
  readonly waitsFor: 'success of all' | 'no failure' | 'end of all';
  /** What must be true besides; the task is skipped, or fails, when it is not. */
  readonly condition?: PlannedCondition;
  /** For a join, the name of the split that it closes. */
  readonly joins?: string;
  /** What the scheduler has to learn from the task: a list of items, or which task comes next. */
  readonly tells?: 'items' | 'next';
  readonly retry: StepRetry;
  /** What differs from the other tasks. */
  readonly queueing?: Queueing;
  /** What `@resources` asks for, where it does. */
  readonly resources?: TaskResources;
  /** The pod that the task runs in; only of a plan for Kubernetes. */
  readonly kubernetes?: StepKubernetes;
  /** How long an attempt may take, where there is a limit. The task keeps it itself; a scheduler's own limit must be wider. */
  readonly timeoutSeconds?: number;
  /**
   * Only with `@catch`: attempts after the retries, in which the author's code is not run, for a step whose process died instead
   * of failing. The task must be told which attempt is the last of the author's code.
   */
  readonly fallbacks?: number;
}

/** Under which condition a task runs. All that it names stands at the same item of the same foreach, unless said otherwise. */
export type PlannedCondition =
  /** One of the ways leads here: each is a list of switches that must all have chosen one of the tasks named. Else it is skipped. */
  | { readonly kind: 'chosen'; readonly ways: readonly (readonly Choice[])[] }
  /** In each branch one of these tasks has succeeded; a switch among them must have chosen the task `at`, this one. Else it is skipped. */
  | { readonly kind: 'arrived'; readonly at: string; readonly branches: readonly (readonly Arrival[])[] }
  /**
   * The join of a foreach: skipped when its split has not succeeded; fails when for some item none of the `ends`, which stand one
   * level deeper, has succeeded. `items` lists the items as the part of the ends has them.
   */
  | {
      readonly kind: 'joined';
      readonly split: string;
      readonly items: string;
      readonly ends: readonly string[];
    };

export interface Choice {
  readonly switch: string;
  readonly tasks: readonly string[];
}

export interface Arrival {
  readonly task: string;
  /** Whether it is a switch, which has to have chosen the task that waits. */
  readonly chooses: boolean;
}

export interface PlannedSchedule {
  /** `@hourly`, `@daily`, `@weekly`, or a cron expression of five fields with cron's own weekdays (0 and 7 are Sunday). */
  readonly cron: string;
  /** IANA name; UTC when there is none. */
  readonly timezone?: string;
}
