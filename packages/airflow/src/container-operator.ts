import type { PlannedTask } from '@mf/ir';
import type { Argument } from './python/expression';
import type { Statement } from './python/statement';
import type { TaskMacro } from './task-macro';

/** One of Airflow's operators that run containers, as far as a DAG file has to do with it. */
export interface ContainerOperator {
  /** Lines that import modules of Python's own library. @param tells whether tasks hand something on */
  libraryImports(tells: boolean): readonly string[];
  /** Those that import others. */
  readonly imports: readonly string[];
  /** What stands before the functions: the image, what containers are told. */
  readonly statements: readonly Statement[];
  /** Whether a `WORDS` is among these, for the step command. */
  readonly hasWords: boolean;
  /** Texts that the operator renders into the words. */
  readonly macros: readonly TaskMacro[];
  readonly rendersTags: boolean;
  /** Function of the file that makes a task: of its name, the arguments of its container, and those of the operator. */
  readonly taskFunction: string;
  /** Field of the operator that has the arguments of its container. */
  readonly argumentsField: string;
  /** Where a task leaves what it hands on, in its container. */
  readonly toldFile: string;
  /** Whether functions of the file read that, or the operator itself. */
  readonly readsTold: boolean;
  /** Functions and classes that read connections of Airflow, where containers get some. */
  readonly connectionLines: readonly string[];
  /** Whether it is Airflow that ends a task in time, or what runs the containers. */
  readonly limitsTime: boolean;
  /** The function that makes a task. @param tells whether tasks hand something on */
  taskLines(tells: boolean): readonly string[];
  readonly passOnLines: readonly string[];
  /** What one task asks for that others do not. */
  taskArguments(task: PlannedTask): Argument[];
}
