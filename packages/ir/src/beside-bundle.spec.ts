import { adviceBesideBundle, isMissingBesideBundle } from './beside-bundle';

test.each([
  ['Object.<anonymous> (node_modules/cjs-pkg/i.js:1:9)', '"external": ["cjs-pkg"]'],
  ['f (/w/node_modules/.pnpm/@a+b@1/node_modules/@a/b/i.js:1:9)', '"external": ["@a/b"]'],
  ['X.start (apps/x/x.flow.ts:3:1)\n    at f (node_modules/p/i.js:1:9)', 'includeFile()'],
  ['', 'includeFile()'],
])('who looked beside the bundle at %j is told %j', (frames, advice) => {
  const stack = `Error: no such file '/w/node_modules/.cache/mf/d.txt'\n    at open (node:fs:1:2)\n    at ${frames}`;
  expect(adviceBesideBundle(stack)).toContain(advice);
});

test('only a file that is not there, in the folder of the bundle, is one that was looked for beside it', () => {
  const isMissing = (error: unknown): boolean => isMissingBesideBundle(error, '/w/mf');
  expect(isMissing({ code: 'ENOENT', path: '/w/mf/data.csv' })).toBe(true);
  expect(isMissing({ code: 'ENOENT', path: '/w/data.csv' })).toBe(false);
  expect(isMissing({ code: 'EACCES', path: '/w/mf/data.csv' })).toBe(false);
  expect(isMissing(null)).toBe(false);
  // `../data.csv` of a flow in src.
  const cache = '/w/node_modules/.cache';
  expect(isMissingBesideBundle({ code: 'ENOENT', path: `${cache}/data.csv` }, `${cache}/mf`)).toBe(true);
});
