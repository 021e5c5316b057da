import { mf } from './mf-command';
import { suite } from './suite';

/** Environment of a user who has said where Airflow, its DAGs and the datastore are. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const { url, user, password, dagsFolder, datastoreRoot } = suite();
  return {
    METAFLOW_USER: 'ana',
    METAFLOW_DATASTORE_SYSROOT_LOCAL: datastoreRoot,
    METAFLOW_TOKEN_HOME: `${datastoreRoot}/tokens`,
    ...{ AIRFLOW_URL: url, AIRFLOW_USERNAME: user, AIRFLOW_PASSWORD: password, AIRFLOW_DAGS: dagsFolder },
  };
}

/** `mf` as that user, with variables in place of theirs. */
export function mfAsUser(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return mf(args, { ...userEnvironment(), ...env });
}

/** The output of a command that goes well. */
export async function ok(...args: string[]): Promise<string> {
  const { code, output } = await mfAsUser(args);
  if (code !== 0) throw new Error(`mf ${args.join(' ')}:\n${output}`);
  return output;
}

/** The ids that a command has printed of a run. */
export function idsIn(output: string): { readonly run: string; readonly airflowRun: string } {
  return {
    run: /^Run: +(airflow-[0-9a-f]{12})$/m.exec(output)?.[1] ?? '',
    airflowRun: /^Airflow run: +(\S+)$/m.exec(output)?.[1] ?? '',
  };
}
