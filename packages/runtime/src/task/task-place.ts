import type { ForeachFrame } from '@mf/datastore';
import type { ForeachRole } from './foreach-state';

/** Where in its flow a task stands. */
export interface TaskPlace {
  readonly flow: string;
  readonly step: string;
  readonly role: ForeachRole;
  readonly foreachStack: readonly ForeachFrame[];
  readonly iterationStack: readonly number[];
}

/** A task's place in words, as Metaflow writes it above a failure: `<flow Movies step score[2]>`. */
export function describePlace({ flow, step, foreachStack }: TaskPlace): string {
  const indices = foreachStack.map(({ index }) => index).join(',');
  return `<flow ${flow} step ${step}${indices === '' ? '' : `[${indices}]`}>`;
}
