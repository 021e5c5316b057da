import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathAliases, readPathAliases } from './path-aliases';

describe('pathAliases', () => {
  const aliases = pathAliases({
    compilerOptions: {
      paths: {
        '@acme/films': ['libs/films/src/index.ts'],
        '@acme/*': ['libs/*/src/index.ts', 'old/*/index.ts'],
        '@acme/deep/*': ['libs/deep/src/*'],
        '*/testing': ['libs/*/testing.ts'],
      },
    },
  });

  it.each([
    ['@acme/films', ['libs/films/src/index.ts']],
    ['@acme/books', ['libs/books/src/index.ts', 'old/books/index.ts']],
    ['@acme/deep/a/b', ['libs/deep/src/a/b']],
    ['x/testing', ['libs/x/testing.ts']],
    ['lodash', []],
    ['@acme/*', ['libs/*/src/index.ts', 'old/*/index.ts']],
  ])('resolves %s to %j', (specifier, paths) => {
    expect(aliases(specifier)).toEqual(paths);
  });

  it('counts paths from baseUrl', () => {
    expect(pathAliases({ compilerOptions: { baseUrl: './libs', paths: { a: ['a/index.ts'] } } })('a')).toEqual([
      'libs/a/index.ts',
    ]);
  });
});

describe('readPathAliases', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'mf-nx-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  it('reads tsconfig.base.json with comments and trailing commas', () => {
    writeFileSync(
      join(root, 'tsconfig.base.json'),
      `{ // a "quote"
        /* "compilerOptions": {} */
        "compilerOptions": { "paths": { "a//b": ["libs/a/*,]"], }, },
      }`,
    );
    expect(readPathAliases(root)('a//b')).toEqual(['libs/a/,]']);
  });

  it('finds none where there is no file or a damaged one', () => {
    expect(readPathAliases(root)('a')).toEqual([]);
    writeFileSync(join(root, 'tsconfig.json'), '{');
    expect(readPathAliases(root)('a')).toEqual([]);
  });
});
