import type { FlowGraph } from './flow-graph';
import { iterationStackOf } from './iteration-stack';

/** Where a task stands in one foreach. */
export interface Level {
  readonly index: number;
  readonly splits: number;
}

/** A task that can run now. */
export interface ReadyTask {
  readonly step: string;
  /** Its place in the foreach loops around it, the outermost first. */
  readonly levels: readonly Level[];
  /** Metaflow's iteration stack: `[k]` in a loop, else empty. */
  readonly iteration: readonly number[];
  /** The tasks that it reads, as `<step>/<task id>`: for a join in the order of branches or items. */
  readonly inputs: readonly string[];
  /** Whether all that it reads was taken over from another run. */
  readonly readsClones: boolean;
}

/** What a finished task decided: which steps come next, and for a foreach how many items there are. */
export interface Outcome {
  readonly next: readonly string[];
  readonly splits: number | undefined;
}

/** A task that is over. */
export interface FinishedTask {
  readonly ready: ReadyTask;
  readonly task: string;
  readonly outcome: Outcome;
  /** Whether its results were taken over from another run. */
  readonly isClone: boolean;
}

/** A join that waits for tasks: a hole for each that has not finished yet. */
interface Gathering {
  readonly inputs: (string | undefined)[];
  missing: number;
  readsClones: boolean;
}

/**
 * Follows a run through a flow's graph: told which task finished with which outcome, it says which tasks can run now.
 * Knows static splits, foreach loops inside each other, switches and loops. It keeps nothing but the joins that wait, so that a
 * run of many tasks needs no more memory than one of few.
 */
export class GraphWalk {
  readonly #gatherings = new Map<string, Gathering>();

  constructor(private readonly graph: FlowGraph) {}

  /** The first task, which reads the task that holds the parameters. */
  start(parametersTask: string, readsClones: boolean): ReadyTask {
    const { start: step } = this.graph;
    return { step, levels: [], iteration: [], inputs: [`_parameters/${parametersTask}`], readsClones };
  }

  /** The tasks that can run because this one finished. */
  finished(finished: FinishedTask): ReadyTask[] {
    const { ready, task, outcome, isClone } = finished;
    const after = (step: string, levels: readonly Level[]): ReadyTask => ({
      step,
      levels,
      iteration: iterationStackOf(this.graph, step, ready.step, ready.iteration),
      inputs: [`${ready.step}/${task}`],
      readsClones: isClone,
    });
    const { splits, next } = outcome;
    if (splits !== undefined) {
      const [step] = next as readonly [string];
      return Array.from({ length: splits }, (_none, index) => after(step, [...ready.levels, { index, splits }]));
    }
    return next.flatMap((step) => {
      if (!this.graph.splitOf(step)) return [after(step, ready.levels)];
      return this.#gather(step, finished) ?? [];
    });
  }

  #gather(join: string, { ready, task, isClone }: FinishedTask): ReadyTask | undefined {
    const split = this.graph.splitOf(join);
    const top = split?.next.kind === 'foreach' ? ready.levels.at(-1) : undefined;
    const levels = top ? ready.levels.slice(0, -1) : ready.levels;
    const expected = top?.splits ?? (split ? this.graph.next(split.name).length : 1);
    const place = top?.index ?? (split ? this.graph.branchOf(split, ready.step) : 0);
    const key = `${join} ${levels.map(({ index }) => index).join('.')}`;
    const gathering = this.#gatherings.get(key) ?? {
      inputs: new Array<undefined>(expected).fill(undefined),
      missing: expected,
      readsClones: true,
    };
    gathering.inputs[place] = `${ready.step}/${task}`;
    gathering.missing -= 1;
    gathering.readsClones &&= isClone;
    if (gathering.missing > 0) {
      this.#gatherings.set(key, gathering);
      return undefined;
    }
    this.#gatherings.delete(key);
    return {
      step: join,
      levels,
      iteration: iterationStackOf(this.graph, join, ready.step, ready.iteration),
      inputs: gathering.inputs as string[],
      readsClones: gathering.readsClones,
    };
  }
}
