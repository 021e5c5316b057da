import type { FlowDatastore, StoredTask } from '@mf/datastore';
import type { FlowGraph } from '../graph/flow-graph';
import { isOk, storedTransition } from '../graph/stored-outcome';
import { externalTaskId, visitOf } from '../identity';
import { openIfDone } from '../task/open-if-done';
import { InputNotReadyError } from './errors';

/** A step of the flow that ended well, as a task that reads it finds it. */
interface EndedStep {
  /** `run/step/task` */
  readonly path: string;
  readonly stored: StoredTask;
}

/** A task's place and what it reads. */
export interface ExternalInputs {
  /** The step that runs: of a loop, the one where it is entered this time. */
  readonly step: string;
  /** `run/step/task` of each input. */
  readonly paths: readonly string[];
}

/**
 * Finds what a task of an external scheduler reads, from the graph and the datastore alone: task ids are a function of the place in
 * the foreach loops, so nothing is passed around. Where a switch lets several steps lead here, it follows what the switches have
 * chosen this time: a step that was cleared and is skipped now has left its older result.
 *
 * @throws InputNotReadyError
 */
export async function externalInputs(
  graph: FlowGraph,
  datastore: FlowDatastore,
  run: string,
  step: string,
  indexStack: readonly number[],
): Promise<ExternalInputs> {
  if (step === graph.start) return { step, paths: [`${run}/_parameters/${externalTaskId([])}`] };
  const search = new InputSearch(graph, datastore, run);
  const loop = graph.loopOf(step);
  if (loop) {
    const before = await search.before(loop, step, indexStack);
    const entry = storedTransition(before.stored)?.next.find((next) => loop.includes(next));
    return { step: entry ?? step, paths: [before.path] };
  }
  const split = graph.splitOf(step);
  if (!split) return { step, paths: [(await search.before([step], step, indexStack)).path] };
  const parents = graph.parents(step);
  if (split.next.kind === 'foreach') {
    const { stored } = await search.ended([split.name], [], step, indexStack);
    const splits = storedTransition(stored)?.splits ?? 0;
    const items = Array.from({ length: splits }, (_none, index) => [...indexStack, index]);
    const ends = await Promise.all(items.map((item) => search.ended(parents, [step], step, item)));
    return { step, paths: ends.map(({ path }) => path) };
  }
  const branches = graph
    .next(split.name)
    .map((_branch, position) => parents.filter((parent) => graph.branchOf(split, parent) === position));
  const ends = await Promise.all(branches.map((branch) => search.ended(branch, [step], step, indexStack)));
  return { step, paths: ends.map(({ path }) => path) };
}

/** Looks for tasks of one run. What it has found stays so: the steps before a task do not run while that runs. */
class InputSearch {
  readonly #lives = new Map<string, Promise<boolean>>();

  constructor(
    private readonly graph: FlowGraph,
    private readonly datastore: FlowDatastore,
    private readonly run: string,
  ) {}

  /** The step that led to one of these: to a step, or into a loop. */
  async before(steps: readonly string[], reader: string, at: readonly number[]): Promise<EndedStep> {
    const parents = this.#parents(steps);
    return this.ended(parents, steps, reader, this.#levelOf(parents, at));
  }

  /**
   * Of steps that may have led to one of the targets, the one that did. Without targets it need only have ended well.
   * @throws InputNotReadyError
   */
  async ended(
    candidates: readonly string[],
    targets: readonly string[],
    reader: string,
    at: readonly number[],
  ): Promise<EndedStep> {
    const wentTo: string[] = [];
    for (const candidate of candidates) {
      const found = await this.#open(candidate, at);
      if (!found) continue;
      if (targets.length > 0 && !leadsTo(found, targets)) {
        wentTo.push(...(storedTransition(found.stored)?.next ?? []));
        continue;
      }
      if (candidates.length === 1 || (await this.#isAlive(candidate, at))) return found;
    }
    throw new InputNotReadyError(
      reader,
      candidates.map((candidate) => `${candidate}/${externalTaskId(at)}`),
      [...new Set(wentTo)],
    );
  }

  /** Whether the switches before a step, as they have chosen this time, lead to it. */
  #isAlive(step: string, at: readonly number[]): Promise<boolean> {
    const key = `${step} ${at.join('.')}`;
    const known = this.#lives.get(key);
    if (known) return known;
    const alive = this.#findAlive(step, at);
    this.#lives.set(key, alive);
    return alive;
  }

  async #findAlive(step: string, at: readonly number[]): Promise<boolean> {
    const { graph } = this;
    if (step === graph.start) return true;
    const steps = graph.loopOf(step) ?? [step];
    const split = graph.splitOf(step);
    if (split && !steps.includes(split.name)) return this.#isAlive(split.name, at);
    const parents = this.#parents(steps);
    const level = this.#levelOf(parents, at);
    for (const parent of parents) {
      const found = await this.#open(parent, level);
      if (found && leadsTo(found, steps) && (await this.#isAlive(parent, level))) return true;
    }
    return false;
  }

  #parents(steps: readonly string[]): string[] {
    const parents = steps.flatMap((step) => this.graph.parents(step));
    return [...new Set(parents)].filter((parent) => !steps.includes(parent));
  }

  /** The first step in a foreach reads the split, which is one level further out. */
  #levelOf(parents: readonly string[], at: readonly number[]): readonly number[] {
    return parents.some((parent) => this.graph.step(parent).next.kind === 'foreach') ? at.slice(0, -1) : at;
  }

  /** A step's result at a place, if it went well. Of a step in a loop, the last one. */
  async #open(step: string, at: readonly number[]): Promise<EndedStep | undefined> {
    const task = this.graph.loopOf(step) ? await this.#lastVisit(step, at) : externalTaskId(at);
    if (task === undefined) return undefined;
    const stored = await openIfDone(this.datastore, { run: this.run, step, task });
    return stored && isOk(stored) ? { path: `${this.run}/${step}/${task}`, stored } : undefined;
  }

  async #lastVisit(step: string, at: readonly number[]): Promise<string | undefined> {
    const tasks = await this.datastore.tasks(this.run, step);
    const visits = tasks.flatMap((task) => {
      const visit = visitOf(task, at);
      return visit === undefined ? [] : [{ task, visit }];
    });
    return visits.sort((a, b) => b.visit - a.visit)[0]?.task;
  }
}

function leadsTo({ stored }: EndedStep, targets: readonly string[]): boolean {
  return storedTransition(stored)?.next.some((next) => targets.includes(next)) ?? false;
}
