import { askUntil, pauseAfter } from './ask-again';

it('waits for longer where answers take long, within limits', () => {
  expect([0, 20, 250, 1000, 2000, 60_000].map(pauseAfter)).toEqual([1000, 1000, 1000, 4000, 8000, 15_000]);
});

it('asks until there is an answer', async () => {
  const answers = [undefined, 'there'];
  expect(await askUntil(() => Promise.resolve(answers.shift()))).toBe('there');
  expect(answers).toEqual([]);
});

it('asks no more when a question fails', async () => {
  await expect(askUntil(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
});
