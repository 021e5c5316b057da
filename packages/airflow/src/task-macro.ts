/** A text that every task gets in a variable. A macro, so that Airflow does not render what is in it. */
export interface TaskMacro {
  /** Its name in the file, and in Jinja. */
  readonly macro: string;
  readonly variable: string;
  /** Option of the step command that takes the variable; without one the variable is all. */
  readonly option?: string;
  readonly value: string;
}
