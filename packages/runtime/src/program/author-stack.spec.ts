import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorFrames, bundleSources, type BundleSources } from './author-stack';

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

test('the bundle may lie in a folder of any name, and be named by its path or as a URL', () => {
  const frames = ['X.start (/tmp/a (2)/é b/3f.mjs:10:5)', 'X.start (file:///tmp/a%20(2)/%C3%A9%20b/3f.mjs:10:5)'];
  expect(authorFrames(frames, '/tmp/a (2)/é b/3f.mjs', sources, isOurs)).toEqual([
    'X.start (apps/x/src/x.flow.ts:12:9)',
    'X.start (apps/x/src/x.flow.ts:12:9)',
  ]);
});

test('places of a map are paths, not URLs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mf-map-'));
  const map = { version: 3, sources: ['fl %C3%B6w.flow.ts'], names: [], mappings: 'AAAA' };
  writeFileSync(join(folder, '3f.mjs.map'), JSON.stringify(map));
  expect(bundleSources(join(folder, '3f.mjs'))?.locate(1, 1)).toBe('fl öw.flow.ts:1:1');
  rmSync(folder, { recursive: true });
});
