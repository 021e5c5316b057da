import { checkChosen, chosenTasks, type TaskChoice } from './chosen-tasks';

const task = (mapIndex: number, tryNumber: number) => ({ mapIndex, tryNumber });
const items = [task(0, 1), task(1, 3), task(2, 0)];

it('chooses items, and those that have come to the attempt', () => {
  const chosen = (choice: TaskChoice) => chosenTasks(items, choice).map(({ mapIndex }) => mapIndex);
  expect([chosen({}), chosen({ mapIndex: 1 }), chosen({ attempt: 1 }), chosen({ mapIndex: 0, attempt: 1 })]).toEqual([
    [0, 1],
    [1],
    [1],
    [],
  ]);
});

it('refuses an item or attempt that is not there, and says which are', () => {
  const refused = (tasks: typeof items, choice: TaskChoice, of?: string): string => {
    try {
      checkChosen(tasks, choice, 'r', of);
      return '';
    } catch (error) {
      const { code, message, advice } = error as { code: string; message: string; advice: string };
      return `${code} ${message}. ${advice}`;
    }
  };
  for (const choice of [{}, { mapIndex: 2 }, { mapIndex: 1, attempt: 2 }, { attempt: 2 }])
    expect(refused(items, choice)).toBe('');
  expect(refused([task(-1, 0)], {})).toBe('');
  expect(refused(items, { mapIndex: 9 }, 'work')).toBe(
    'MF2717 The run r has no item 9 of work. The last item is 2, the first 0.',
  );
  expect(refused([task(-1, 1)], { mapIndex: 5 }, 'start')).toContain('no item 5 of start. There are no items');
  expect(refused(items, { attempt: 7 })).toBe(
    'MF2717 The run r has no attempt 7 of any step. The latest attempt is 2, the first 0.',
  );
  expect(refused(items, { mapIndex: 0, attempt: 1 }, 'work')).toContain(
    'no attempt 1 of item 0 of work. The latest attempt is 0',
  );
  expect(refused(items, { mapIndex: 2, attempt: 0 }, 'work')).toContain('None has begun.');
});
