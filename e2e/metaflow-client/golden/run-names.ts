import type { FlowAsRead, TaskAsRead } from './golden-runs';

/**
 * Names for the runs and tasks of a flow that do not depend on ids: a run is named by its age (`run 0` is the oldest), a task by its
 * step, its split in each foreach around it, and its round in a loop (`run 0/work[1]`, `run 0/loop#2`).
 */
export class RunNames {
  readonly #names = new Map<string, string>();
  readonly #flow: string;

  constructor({ runs }: FlowAsRead) {
    // A run's id is the time of its begin. The order in which the client lists runs changes with their tags.
    const oldestFirst = Object.keys(runs).sort((a, b) => Number(a) - Number(b));
    for (const [age, id] of oldestFirst.entries()) {
      this.#names.set(id, `run ${age}`);
      for (const [step, { tasks }] of Object.entries(runs[id]!.steps)) {
        for (const [task, read] of Object.entries(tasks)) {
          this.#names.set(`${id}/${step}/${task}`, `run ${age}/${placeOf(step, read)}`);
        }
      }
    }
    this.#flow = String(Object.values(runs)[0]?.parameters['name']);
  }

  /** Puts the name where a text is a run's id or a pathspec. */
  in<T extends string | null>(text: T): T | string {
    if (text === null) return text;
    const path = text.startsWith(`${this.#flow}/`) ? text.slice(this.#flow.length + 1) : text;
    return this.#names.get(path) ?? text;
  }
}

/** The name of a task within its run. */
export function placeOf(step: string, { internal }: TaskAsRead): string {
  const frames = (internal['_foreach_stack'] ?? []) as readonly { readonly fields: { readonly index: number } }[];
  const rounds = (internal['_iteration_stack'] ?? []) as readonly number[];
  return step + frames.map(({ fields }) => `[${fields.index}]`).join('') + rounds.map((round) => `#${round}`).join('');
}
