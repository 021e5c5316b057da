import type { ArtifactRef, CardName, MetadataEntry, TaskPath } from '@mf/datastore';
import type { TaskCards, TaskFacts } from '@mf/flow/internal';
import type { FlowIR, StepCard } from '@mf/ir';

/** The cards of one attempt of a task. */
export interface AttemptCards {
  /** What the step writes to. */
  readonly editor: TaskCards;
  /** Saves all cards as they are when the attempt is done. Never rejects: a card does not make a task fail. */
  finish(outcome: AttemptOutcome): Promise<void>;
}

/** How an attempt went. */
export interface AttemptOutcome {
  /** What was printed of its failure, also of one that was handled. */
  readonly failure: string | undefined;
  readonly artifacts: ReadonlyMap<string, ArtifactRef>;
  readonly load: (name: string) => Promise<unknown>;
}

/**
 * What the cards of an attempt need to know, and what they call of the runner: it has all of the datastore already, and they are loaded
 * beside it.
 */
export interface CardSetting {
  readonly ir: FlowIR;
  readonly cards: readonly StepCard[];
  readonly task: TaskPath;
  /** Slot of the datastore that the attempt's results go to. */
  readonly attempt: number;
  /** Short texts of the items of the foreach loops around the task, the outermost first. */
  readonly foreach: readonly string[];
  /** `Flow/run/step/task` */
  readonly pathspec: string;
  readonly save: (name: CardName, html: string) => Promise<void>;
  /** Stores what viewers of a card ask for while its step runs. */
  readonly saveData: (name: CardName, data: object) => Promise<void>;
  readonly addMetadata: (entries: readonly MetadataEntry[]) => Promise<void>;
  /** What `current` says; undefined as long as the task could not begin. */
  readonly facts: () => TaskFacts | undefined;
  /** Told what went wrong with a card. */
  readonly warn: (message: string) => void;
}
