import type { ArtifactContent, CardContent } from '@mf/flow/cards';

/** All that a card shows, as plain data: it goes from the task to the renderer, which may be a thread of its own. */
export interface CardPage {
  /** `Flow/run/step/task`. */
  readonly pathspec: string;
  /** Stands at the top; the pathspec does where there is none. */
  readonly title?: string;
  readonly state: CardState;
  /** What the step attached, in its order. */
  readonly components: readonly CardContent[];
  /** Why the task failed, as it was printed. */
  readonly failure?: string;
  /** What the default card says of the task. */
  readonly task?: TaskReport;
  /** Of a card that is saved while its step runs: by it Metaflow's viewers notice that there is a newer one. */
  readonly reloadToken?: string;
}

/** How far the attempt is that the card is of. */
export type CardState = 'running' | 'succeeded' | 'failed';

export interface TaskReport {
  /** What is known of the task, in order: `Run` and `1795422349537060`. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly parameters: readonly ReportedArtifact[];
  readonly artifacts: readonly ReportedArtifact[];
  readonly graph: ReportedGraph;
}

export interface ReportedArtifact extends ArtifactContent {
  readonly name: string;
  /** Bytes, as it is stored. */
  readonly size?: number;
}

export interface ReportedGraph {
  readonly steps: readonly ReportedStep[];
  /** The step that the card is of. */
  readonly current: string;
}

export interface ReportedStep {
  readonly name: string;
  /** First line of its documentation. */
  readonly doc?: string;
  readonly next: readonly {
    readonly to: string;
    /** Why this way is taken: the case of a switch, `each of titles`. */
    readonly label?: string;
  }[];
}
