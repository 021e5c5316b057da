import type { PlannedSensor } from '@mf/ir';
import type { PodDeployment } from './deployment';

/** A text that every task gets in a variable. A macro, so that Airflow does not render what is in it. */
export interface TaskMacro {
  /** Its name in the file, and in Jinja. */
  readonly macro: string;
  readonly variable: string;
  /** Option of the step command that takes the variable; without one the variable is all. */
  readonly option?: string;
  readonly value: string;
}

/** How the tasks of a DAG file become pods. */
export interface PodUses {
  readonly pods: PodDeployment;
  /** Whether the step command gets words besides those that it always has. */
  readonly hasWords: boolean;
}

/** What a DAG file uses: it brings along only that. */
export interface Uses {
  readonly parameters: boolean;
  /** With compute=kubernetes. */
  readonly pods: PodUses | undefined;
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
  /** Name of the last step, where functions are called when a run is over. */
  readonly exitHooksAfter: string | undefined;
  /** Tasks for each item of a foreach. */
  readonly foreach: boolean;
  /** A foreach inside of a foreach. */
  readonly nested: boolean;
  /** Tasks that tell Airflow which task comes next. */
  readonly switches: boolean;
  readonly chosen: boolean;
  readonly arrived: boolean;
  readonly joined: boolean;
}
