import type { DecoratorIR } from '../flow-ir';
import { numberOf } from './attribute-check';
import { decoratorOf } from './decorator-of';

/** What `@resources` asks for, as far as it is written: Metaflow's defaults are those of its pods. Sizes are in megabytes. */
export interface TaskResources {
  readonly cpu?: number;
  readonly memory?: number;
  readonly gpu?: number;
  readonly sharedMemory?: number;
}

const names = { cpu: 'cpu', memory: 'memory', gpu: 'gpu', sharedMemory: 'shared_memory' } as const;

/**
 * What a scheduler's task asks for: of the steps of a loop, which run in one task, the most that any of them does.
 *
 * @param steps the decorators of each step
 * @param added those of `--with`
 */
export function taskResources(
  steps: readonly (readonly DecoratorIR[])[],
  added: readonly DecoratorIR[],
): TaskResources {
  const asked = steps.map((own) => decoratorOf('resources', own, added)?.attributes ?? {});
  const amounts = Object.entries(names).flatMap(([name, attribute]): [string, number][] => {
    const given = asked.flatMap(({ [attribute]: value = null }) => (value === null ? [] : [numberOf(value)]));
    return given.length === 0 ? [] : [[name, Math.max(...given)]];
  });
  return Object.fromEntries(amounts);
}
