import type { Storage } from '@mf/datastore';

/** Where an Airflow has its DAG files from. */
export interface DagPlace {
  /** As the user wrote it. */
  readonly name: string;
  /** Airflow reads what was written there, and not a copy that it fetches later. */
  readonly isDirect: boolean;
  /** Its path on this machine, for a folder. */
  readonly folder?: string;
  /**
   * Changes files of the place. What `work` has done is there for Airflow when this resolves.
   *
   * @param message what the change is, for a place that keeps a history
   * @param work gives the paths that it is about, changed or not. It is called again, on what is there then, when somebody else has
   *   changed the place meanwhile.
   */
  change(message: string, work: (files: Storage) => Promise<readonly string[]>): Promise<void>;
  /** Reads files of the place as they are by now. */
  look<T>(work: (files: Storage) => Promise<T>): Promise<T>;
}
