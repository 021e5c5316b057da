import type { TaskCards } from '@mf/flow/internal';

/**
 * What a step writes to that has no card, or not the one that it means: a warning the first time, and nothing is kept. Code that can fill a
 * card then also runs where nobody asked for one.
 */
export function noCards(warning: string, warn: (message: string) => void): TaskCards {
  let warned = false;
  const refuse = (): void => {
    if (!warned) warn(warning);
    warned = true;
  };
  const none: TaskCards = {
    append: refuse,
    extend: refuse,
    clear() {},
    refresh() {},
    components: new Map(),
    get: () => {
      refuse();
      return none;
    },
  };
  return none;
}
