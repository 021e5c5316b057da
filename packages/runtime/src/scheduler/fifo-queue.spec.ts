import { FifoQueue } from './fifo-queue';

test('gives items out in the order in which they came', () => {
  const queue = new FifoQueue<number>();
  const taken: (number | undefined)[] = [];
  for (let round = 0; round < 3000; round++) {
    queue.push([2 * round, 2 * round + 1]);
    taken.push(queue.shift());
  }
  while (queue.length > 0) taken.push(queue.shift());
  expect(taken).toEqual(Array.from({ length: 6000 }, (_none, index) => index));
  expect(queue.shift()).toBeUndefined();
  queue.push([1]);
  queue.clear();
  expect(queue.length).toBe(0);
});
