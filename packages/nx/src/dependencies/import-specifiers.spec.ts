import { importSpecifiers } from './import-specifiers';

describe('importSpecifiers', () => {
  it('reads every way to name a module, once, types included', async () => {
    const source = `
      import { FlowSpec, step } from '@mf/flow';
      import type { Film } from '@acme/films';
      import * as again from '@mf/flow';
      export * from './shared';
      export { a } from "../b/a";
      export const c = 1;
      import './effects';
      import old = require('old-style');
      const lazy = () => import('lazy');
      const computed = () => import('./' + name);
      const common = require("common");
      export class F extends FlowSpec { @step start() {} }
    `;
    expect((await importSpecifiers('a.flow.ts', source)).sort()).toEqual(
      ['../b/a', './effects', './shared', '@acme/films', '@mf/flow', 'common', 'lazy', 'old-style'].sort(),
    );
  });

  it('does not fail on a file that does not parse', async () => {
    expect(await importSpecifiers('a.flow.ts', `import { a } from 'a';\nclass {`)).toEqual(expect.any(Array));
  });

  it('reads JSX where the file name says so', async () => {
    expect(await importSpecifiers('a.tsx', `import x from 'x'; export const v = <x.A b="1">text</x.A>;`)).toEqual([
      'x',
    ]);
  });
});
