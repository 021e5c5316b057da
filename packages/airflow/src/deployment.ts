import type { Json } from '@mf/ir';

/** What carries out a task on Airflow: `process` is a Node process on the Airflow worker. */
export type Compute = 'process';

/** What is decided when a flow is put on Airflow; all else is in the plan. */
export interface Deployment {
  /** From `dagId()`. */
  readonly dagId: string;
  /** Name of the bundle, which lies in the folder of the DAG file. */
  readonly bundleFile: string;
  /** Evaluated defaults by the name of the parameter; one that is not here has the default of the plan. */
  readonly parameterDefaults: Readonly<Record<string, Json>>;
  /** Tags of the DAG and of each of its runs in Metaflow; from `airflowTags()`. */
  readonly tags: readonly string[];
  readonly compute: Compute;
  /** Whose it is, as Airflow's UI shows and filters it; Airflow's own default when not given. */
  readonly owner?: string;
  /** The branch of a flow with `@project`: tasks take it as it is, whoever runs them. */
  readonly projectBranch?: string;
  /** Says whose the runs are: they have the tag `production:<token>`. */
  readonly productionToken?: string;
  /** Namespace that the client has in steps that choose none; empty for none. */
  readonly namespace?: string;
}
