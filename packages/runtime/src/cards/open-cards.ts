import { stepCards } from '@mf/ir/graph';
import type { TaskRequest } from '../task/task-request';
import type { AttemptCards, CardSetting } from './attempt-cards';
import { noCards } from './no-cards';

/** Opens the cards of a task. All that is about cards is loaded only where a step has one. */
export async function openCards(
  setting: Omit<CardSetting, 'cards'>,
  { step, with: added }: Pick<TaskRequest, 'step' | 'with'>,
): Promise<AttemptCards> {
  const without = (why: string): AttemptCards => ({
    editor: noCards(why, setting.warn),
    finish: () => Promise.resolve(),
  });
  try {
    const known = setting.ir.steps.find(({ name }) => name === step);
    const cards = known ? stepCards(known, added) : [];
    if (cards.length === 0) return without(`Step ${step} has no @card: what it adds to one is not kept`);
    const { cardsOfAttempt } = await import('./parts/task-cards.js');
    return cardsOfAttempt({ ...setting, cards });
  } catch (error) {
    setting.warn(`The cards of step ${step} cannot be written: ${String(error)}`);
    return without('Nothing of them is kept');
  }
}
