import { promises } from 'node:fs';
import type { StoredTask } from '@mf/datastore';
import type { Json } from '@mf/ir';
import type { FlowGraph } from '../graph/flow-graph';
import { storedTransition } from '../graph/stored-outcome';
import { formatIndexStack } from '../identity';

/**
 * What an external scheduler has to know of a finished task to go on: of a foreach its items, each with its index stack and a short
 * text; else the name of the scheduler's task that comes next.
 */
export function schedulerNews(graph: FlowGraph, stored: StoredTask, indexStack: readonly number[]): Json {
  const transition = storedTransition(stored);
  const [next = null] = transition?.next ?? [];
  if (transition?.splits === undefined) return next === null ? null : (graph.loopOf(next)?.[0] ?? next);
  const texts = stored.has('_foreach_values') ? (stored.loadSync('_foreach_values') as readonly string[]) : [];
  return Array.from({ length: transition.splits }, (_none, index) => ({
    index: formatIndexStack([...indexStack, index]),
    item: storable(texts[index] ?? String(index)),
  }));
}

/** Hands it over: as a line of its own that is the last one of the output, or as a file. */
export async function tellScheduler(news: Json, to: string): Promise<void> {
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
