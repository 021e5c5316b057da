import type { PlannedSensor } from '@mf/ir';
import type { ContainerOperator } from './container-operator';
import type { TaskMacro } from './task-macro';

/** What a DAG file uses: it brings along only that. */
export interface Uses {
  readonly parameters: boolean;
  /** A function passes their values to the first step, where no template can. */
  readonly parametersInPieces: boolean;
  /** Undefined where processes on the worker run the steps. */
  readonly containers: ContainerOperator | undefined;
  readonly timedelta: boolean;
  /** Words for the step command besides the common ones. */
  readonly options: boolean;
  /** How many tags every task gets. */
  readonly tags: number;
  /** What every task gets from a macro of the DAG. */
  readonly macros: readonly TaskMacro[];
  /** Runs that events start. */
  readonly events: boolean;
  /** Runs that either events or the clock start. */
  readonly eventsOrClock: boolean;
  readonly sensors: ReadonlySet<PlannedSensor['kind']>;
  /** Functions that are called when a run is over. */
  readonly exitHooks: boolean;
  readonly flow: string;
  /** Name of the last step. */
  readonly last: string;
  /** Runs that the clock or events start. */
  readonly startsItself: boolean;
  /** Tasks for each item of a foreach. */
  readonly foreach: boolean;
  /** How many tasks of a step of a foreach may run at the same time. */
  readonly maxWorkers: number;
  /** A foreach inside of a foreach. */
  readonly nested: boolean;
  /** Tasks that tell Airflow which task comes next. */
  readonly switches: boolean;
  readonly chosen: boolean;
  readonly arrived: boolean;
  readonly joined: boolean;
}
