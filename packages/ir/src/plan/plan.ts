import type { DecoratorIR, ParameterIR } from '../flow-ir';
import type { Position } from '../position';

/**
 * What every back end prints from: the graph with all rules applied, in the order in which its steps can run.
 *
 * A printer walks `steps` once and looks nothing up in the flow itself. What a step is nested in (foreach levels), guarded by
 * (the case of a switch) or repeated by (a loop) is said by optional fields of the step; a step without them runs once.
 */
export interface Plan {
  readonly planVersion: 1;
  readonly flow: string;
  /** The file of the flow, relative to the workspace root. */
  readonly source: string;
  readonly doc: string;
  readonly parameters: readonly ParameterIR[];
  readonly schedule?: PlannedSchedule;
  /** Each after all steps that it waits for; branches in the order in which their split names them. */
  readonly steps: readonly PlannedStep[];
  /** How many tasks of one foreach, and of the whole flow, may run at the same time. */
  readonly maxWorkers: number;
  /** Decorators of `--with` that the tasks have to be told about: the bundle knows only those of the source. */
  readonly with?: readonly DecoratorIR[];
}

export interface PlannedStep {
  readonly name: string;
  readonly at: Position;
  readonly doc: string;
  /** Names of the steps it waits for, sorted as Metaflow sorts the inputs of a join; empty for the first step only. */
  readonly upstream: readonly string[];
  /** For a join, the name of the split that it closes. */
  readonly joins?: string;
  readonly retry: PlannedRetry;
  /** How long an attempt may take, where there is a limit. The task keeps it itself; a scheduler's own limit must be wider. */
  readonly timeoutSeconds?: number;
  /**
   * Only with `@catch`: attempts after the retries, in which the author's code is not run, for a step whose process died instead
   * of failing. The task must be told which attempt is the last of the author's code.
   */
  readonly fallbacks?: number;
}

export interface PlannedRetry {
  /** How often a failed task is tried again; 0 is never. */
  readonly times: number;
  readonly minutesBetween: number;
}

export interface PlannedSchedule {
  /** `@hourly`, `@daily`, `@weekly`, or a cron expression of five fields with cron's own weekdays (0 and 7 are Sunday). */
  readonly cron: string;
  /** IANA name; UTC when there is none. */
  readonly timezone?: string;
}
