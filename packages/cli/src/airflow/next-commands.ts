import { shellWord } from '../options/shell-word';
import type { DagOptions } from './flow-dag';
import type { AirflowOptions } from './open-airflow';

/** A run of a deployed flow, as a command line is told of it. */
export interface NamedRun {
  readonly file: string;
  /** Its id for Metaflow's readers. */
  readonly run: string;
  /** What named the deployment. */
  readonly options: DagOptions & AirflowOptions;
}

/** The command that prints what Airflow has logged of the run. */
export function airflowLogsCommand({ file, run, options }: NamedRun): string {
  const { name, airflowUrl, airflowUser } = options;
  return command('mf', 'airflow', 'logs', file, run, [
    ...valueOf('--name', name),
    ...branchOf(options),
    ...valueOf('--airflow-url', airflowUrl),
    ...valueOf('--airflow-user', airflowUser),
  ]);
}

/** The command that continues the run on this machine: in the same project and branch. */
export function continueCommand({ file, run, options }: NamedRun): string {
  return command('mf', 'resume', file, '--origin-run-id', run, branchOf(options));
}

const command = (...words: readonly (string | readonly string[])[]): string => words.flat().map(shellWord).join(' ');

const branchOf = ({ branch, production }: DagOptions): string[] => [
  ...valueOf('--branch', branch),
  ...(production ? ['--production'] : []),
];

const valueOf = (option: string, value: string | undefined): string[] => (value === undefined ? [] : [option, value]);
