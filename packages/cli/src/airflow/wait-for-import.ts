import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AirflowApi, ImportError } from '@mf/airflow';
import type { DagPlace } from '../dag-place/dag-place';
import type { TextFile } from '../snapshot/write-files';
import { askUntil } from './ask-again';

/** Airflow cannot read the DAG file. */
export class DagImportError extends Error {
  override readonly name = 'DagImportError';
  readonly code = 'MF2708';
  readonly advice =
    'An older version of the DAG, if there is one, stays. Look at what the traceback says of the Airflow that reads the file: its ' +
    'version, its settings. The file itself is right for Airflow 2.11 and 3.';

  constructor({ file, stackTrace }: ImportError) {
    super(`Airflow cannot import ${file}:\n${stackTrace.trimEnd()}`);
  }
}

/** Airflow has not read the DAG file in time. */
export class DagNotSeenError extends Error {
  override readonly name = 'DagNotSeenError';
  readonly code = 'MF2709';
  readonly advice =
    'Is this where that Airflow has its DAGs from, and does its DAG processor (2.x: scheduler) run? It looks for new files every five ' +
    'minutes by default. Call the command again to go on waiting, with a longer --timeout.';

  constructor(dagId: string, place: string, seconds: number) {
    super(`Airflow has not read the new ${dagId}.py of ${place} within ${seconds} seconds`);
  }
}

/** What Airflow has read is another file on this machine than the one that was written. */
export class DagReadElsewhereError extends Error {
  override readonly name = 'DagReadElsewhereError';
  readonly code = 'MF2719';
  readonly advice =
    'What was written is of no effect. Deploy to the folder that Airflow reads: --to, or AIRFLOW_DAGS. Where both are, delete one of them.';

  constructor(dagId: string, read: string, place: string) {
    super(`Airflow reads the DAG ${dagId} from ${read}, and not from ${place}`);
  }
}

/** What there was to see of a DAG file before it was written. */
export interface EarlierImport {
  readonly error: ImportError | undefined;
  /** Airflow has these very bytes already. */
  readonly isRead: boolean;
}

export async function earlierImport(api: AirflowApi, dagId: string, dag: TextFile): Promise<EarlierImport> {
  return { error: await importErrorOf(api, dag), isRead: await hasRead(api, dagId, dag) };
}

export interface WaitForImport {
  readonly dagId: string;
  readonly dag: TextFile;
  readonly place: Pick<DagPlace, 'name' | 'isDirect' | 'folder'>;
  readonly earlier: EarlierImport;
  /** False when the file was there already. */
  readonly isWritten: boolean;
  readonly timeoutSeconds: number;
}

/**
 * Waits until Airflow has read a DAG file as it was written: what it shows as the DAG's source are these very bytes.
 *
 * @throws DagImportError, DagNotSeenError, DagReadElsewhereError
 */
export async function waitForImport(api: AirflowApi, wait: WaitForImport): Promise<void> {
  const deadline = Date.now() + wait.timeoutSeconds * 1000;
  await askUntil(async () => {
    const error = await importErrorOf(api, wait.dag);
    const isOver = Date.now() > deadline;
    if (error && (isOver || isOfThisFile(error, wait))) throw new DagImportError(error);
    if (!error && (await hasRead(api, wait.dagId, wait.dag))) return true;
    if (isOver) throw new DagNotSeenError(wait.dagId, wait.place.name, wait.timeoutSeconds);
    return undefined;
  });
  const read = (await api.dag(wait.dagId))?.file;
  if (read !== undefined && isOtherFile(read, wait)) throw new DagReadElsewhereError(wait.dagId, read, wait.place.name);
}

/** Whether the file that Airflow reads is on this machine, and not the one that was written: a folder may be mounted under several names. */
function isOtherFile(read: string, { place, dag }: WaitForImport): boolean {
  if (place.folder === undefined || !existsSync(read)) return false;
  const [theirs, ours] = [statSync(read), statSync(join(place.folder, dag.path))];
  return theirs.dev !== ours.dev || theirs.ino !== ours.ino;
}

/**
 * An error may be that of the file as it was before. Where Airflow reads the file itself, it has been read again when the error is of
 * another time; a copy may be older than that, so there the error must be another one.
 */
function isOfThisFile(error: ImportError, { earlier, isWritten, place }: WaitForImport): boolean {
  if (!isWritten || !earlier.error) return true;
  return place.isDirect ? error.timestamp !== earlier.error.timestamp : error.stackTrace !== earlier.error.stackTrace;
}

async function hasRead(api: AirflowApi, dagId: string, { text }: TextFile): Promise<boolean> {
  return (await api.source(dagId)) === text && (await api.dag(dagId))?.active === true;
}

async function importErrorOf(api: AirflowApi, { path }: TextFile): Promise<ImportError | undefined> {
  return (await api.importErrors()).find(({ file }) => basename(file) === path);
}
