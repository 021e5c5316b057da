import { NotFoundError } from './errors';
import { graphOf } from './graph-of';

const graph = { steps: { start: { type: 'linear', next: ['end'] } } };
const missing = new NotFoundError('DataArtifact', 'F/1/start/1/_graph_info');
const having = (data: () => Promise<unknown>) => ({
  artifact: (name: string) => ({
    get data() {
      return name === '_graph_info' ? data() : Promise.reject(new Error(name));
    },
  }),
});
const done = having(() => Promise.resolve(graph));
const running = having(() => Promise.reject(missing));

test('a task that is done has its own', async () => {
  expect(await graphOf(done, () => Promise.reject(new Error('not asked')))).toBe(graph);
});

test('of one that goes on it is that of its run', async () => {
  expect(await graphOf(running, () => Promise.resolve(done))).toBe(graph);
});

test('without either it is not there, and other errors stay', async () => {
  await expect(graphOf(running, () => Promise.resolve(undefined))).rejects.toBe(missing);
  await expect(graphOf(running, () => Promise.resolve(running))).rejects.toBe(missing);
  const unreachable = new Error('unreachable');
  await expect(
    graphOf(
      having(() => Promise.reject(unreachable)),
      () => Promise.resolve(done),
    ),
  ).rejects.toBe(unreachable);
});
