import type { Datastore, FlowDatastore, MetadataWriter, Storage } from '@mf/datastore';
import type { FlowClass } from '@mf/flow/internal';
import type { FlowIR, Project } from '@mf/ir';
import type { TriggerRecord } from '../trigger';
import type { HandledFailure } from './handled-failure';
import type { TaskPlace } from './task-place';

/** What a task runs with besides what it is asked to do. */
export interface TaskContext {
  readonly flowClass: FlowClass;
  readonly ir: FlowIR;
  readonly datastore: FlowDatastore;
  /** Where the files are that parameters took in. */
  readonly includedFiles: Storage;
  /** Where cards are kept. */
  readonly cards: Storage;
  readonly metadata: MetadataWriter;
  readonly user: string;
  readonly namespace: string;
  /** Directory for temporary files. */
  readonly tempdir: string;
  /** Of a flow with `@project`. */
  readonly project: Project | undefined;
  /** What started the run, the latest first. */
  readonly triggers: readonly TriggerRecord[];
  /** What the client reads from. */
  readonly clientDatastore: Datastore;
  /** System tags of the run, `name:value`. */
  readonly systemTags: readonly string[];
  /** Further metadata records, by field. */
  readonly extraMetadata: Readonly<Record<string, string>>;
  /** Told what went wrong, once, as soon as the step has failed. */
  readonly onFailure: (error: unknown, place: TaskPlace) => void;
  /** Told about a failure that `@catch` handles, if it is to be printed. */
  readonly onHandled: (failure: HandledFailure, place: TaskPlace) => void;
  /** Told what is wrong with a card: it does not make the task fail. */
  readonly onCardProblem: (message: string) => void;
}
