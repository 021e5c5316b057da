import { authorFrames, type BundleSources } from './author-stack';

const places: Readonly<Record<string, string>> = {
  '10:5': 'apps/x/src/x.flow.ts:12:9',
  '20:1': 'packages/flow/src/flow-spec.ts:3:4',
  '30:2': 'packages/runtime/src/task/run-task.ts:9:9',
  '40:7': 'apps/x/src/films.ts:1:2',
};
const sources: BundleSources = { locate: (line, column) => places[`${line}:${column}`] };
const isOurs = (place: string): boolean => place.includes('packages/');

test('frames name the author’s lines; those of the runner and of Node below it are gone', () => {
  const frames = [
    'X.next (file:///dist/3f.mjs:20:1)',
    'clean (file:///dist/3f.mjs:40:7)',
    'X.start (file:///dist/3f.mjs:10:5)',
    'async runStep (file:///dist/3f.mjs:30:2)',
    'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
  ];
  expect(authorFrames(frames, '/dist/3f.mjs', sources, isOurs)).toEqual([
    'clean (apps/x/src/films.ts:1:2)',
    'X.start (apps/x/src/x.flow.ts:12:9)',
  ]);
});

test('frames without a function, outside of the bundle or unknown to the map stay as they are', () => {
  const frames = [
    'file:///dist/3f.mjs:10:5',
    'JSON.parse (<anonymous>)',
    'Server.<anonymous> (node:internal/x:1:2)',
    'Object.f (/else/where.js:10:5)',
    'file:///dist/3f.mjs:99:9',
  ];
  expect(authorFrames(frames, '/dist/3f.mjs', sources, isOurs)).toEqual([
    'apps/x/src/x.flow.ts:12:9',
    ...frames.slice(1),
  ]);
});

test('an error that no line of the author has part in shows no frames', () => {
  const frames = [
    'Array.map (<anonymous>)',
    'saveResults (file:///dist/3f.mjs:30:2)',
    'process.emit (node:events:524:28)',
  ];
  expect(authorFrames(frames, '/dist/3f.mjs', sources, isOurs)).toEqual([]);
});
