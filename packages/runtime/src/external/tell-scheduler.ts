import { promises } from 'node:fs';
import type { StoredTask } from '@mf/datastore';
import type { FlowGraph } from '../graph/flow-graph';
import { storedTransition } from '../graph/stored-outcome';
import { schedulerItem, type SchedulerPlace } from './scheduler-item';

/** Of a foreach its items, else the name of the scheduler's task that comes next. */
export type SchedulerNews = readonly string[] | string | null;

/** What an external scheduler has to know of a finished task to go on. */
export function schedulerNews(graph: FlowGraph, stored: StoredTask, place: SchedulerPlace): SchedulerNews {
  const transition = storedTransition(stored);
  if (transition?.splits === undefined) return schedulerTask(graph, transition?.next[0]);
  const texts = stored.has('_foreach_values') ? (stored.loadSync('_foreach_values') as readonly string[]) : [];
  return Array.from({ length: transition.splits }, (_none, index) =>
    schedulerItem(place, index, storable(texts[index] ?? String(index))),
  );
}

/** What it has to know of a task whose item is gone: that there are no items, or one of the ways, so that what comes then runs, too. */
export function newsOfGone(graph: FlowGraph, step: string): SchedulerNews {
  const inside = graph.loopOf(step) ?? [step];
  if (graph.step(step).next.kind === 'foreach') return [];
  return schedulerTask(
    graph,
    inside.flatMap(graph.next).find((next) => !inside.includes(next)),
  );
}

/** A list of items with as many behind them as there must be, which are gone. */
export function withGoneItems(items: readonly string[], count: number, place: SchedulerPlace): readonly string[] {
  const gone = Array.from({ length: Math.max(0, count - items.length) }, (_none, index) =>
    schedulerItem(place, items.length + index, undefined),
  );
  return [...items, ...gone];
}

/** All steps of a loop are one task. */
function schedulerTask(graph: FlowGraph, step: string | undefined): string | null {
  return step === undefined ? null : (graph.loopOf(step)?.[0] ?? step);
}

/** Hands it over: as a line of its own that is the last one of the output, or as a file. */
export async function tellScheduler(news: SchedulerNews, to: string): Promise<void> {
  const text = escaped(JSON.stringify(news));
  if (to === 'stdout') process.stdout.write(`\n${text}\n`);
  else await promises.writeFile(to, text);
}

/** Schedulers keep texts in databases, which take neither control characters nor halves of characters. */
function storable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

/** Independent of the encoding with which a scheduler reads output. */
function escaped(json: string): string {
  return json.replace(/[^\u0020-\u007e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
