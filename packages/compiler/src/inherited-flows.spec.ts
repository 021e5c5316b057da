import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stopBundler } from './bundle/esbuild-service';
import { compileFlow } from './compile-flow';
import { type TestWorkspace, testWorkspace } from './testing/workspace';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());
afterAll(stopBundler);

const compile = (from: string) => {
  workspace.write(
    'apps/a/a.flow.ts',
    `import { step } from '@mf/flow';
import { Base } from '${from}';
export class MyFlow extends Base {
  @step work() { this.next(this.end); }
}
`,
  );
  const { root, runnerModule, workDir } = workspace;
  return compileFlow({ root, runnerModule, workDir, file: 'apps/a/a.flow.ts' });
};

const base = `import { FlowSpec, parameter, retry, schedule, step } from '@mf/flow';

@schedule({ hourly: true })
export abstract class Base extends FlowSpec {
  alpha = parameter({ default: 0.5 });
  kind = 'base';
  abstract work(): void;

  @retry({ times: 1 })
  @step
  start() {
    this.next(this.work);
  }
  @step end() {}
}
`;

describe('a base class is found', () => {
  it.each([
    ['by a relative path', '../../libs/base/src/base', () => undefined],
    [
      'by an alias of the tsconfig',
      '@lib/base',
      () => {
        workspace.write(
          'tsconfig.base.json',
          '{ "compilerOptions": { "paths": { "@lib/*": ["./libs/base/src/*"] } } }',
        );
        workspace.write('apps/a/tsconfig.json', '{ "extends": "../../tsconfig.base.json" }');
      },
    ],
    [
      'in a package of the workspace',
      '@org/base',
      () => {
        workspace.write('libs/base/package.json', '{ "name": "@org/base", "exports": "./src/base.ts" }');
        mkdirSync(join(workspace.root, 'node_modules/@org'));
        symlinkSync('../../libs/base', join(workspace.root, 'node_modules/@org/base'));
      },
    ],
  ])('%s', async (_how, from, prepare) => {
    workspace.write('libs/base/src/base.ts', base);
    prepare();
    const { ir, diagnostics } = await compile(from);
    expect(diagnostics).toEqual([]);
    const file = 'libs/base/src/base.ts';
    expect(ir).toMatchObject({
      name: 'MyFlow',
      at: { file: 'apps/a/a.flow.ts' },
      steps: [
        {
          name: 'start',
          type: 'start',
          at: { file, line: 11 },
          decorators: [{ name: 'retry', attributes: { times: 1 }, at: { file, line: 9 } }],
        },
        { name: 'end', type: 'end', at: { file } },
        { name: 'work', type: 'linear', at: { file: 'apps/a/a.flow.ts', line: 4 } },
      ],
      parameters: [{ name: 'alpha', type: 'float', default: 0.5, at: { file, line: 5 } }],
      constants: [{ name: 'kind', at: { file, line: 6 } }],
      decorators: [{ name: 'schedule', at: { file, line: 3 } }],
    });
  });
});

it('reports mistakes of the graph where they stand', async () => {
  workspace.write('libs/base/src/base.ts', base.replace('this.next(this.work)', 'this.next(this.wrok)'));
  const { diagnostics } = await compile('../../libs/base/src/base');
  expect(diagnostics.map(({ code, at }) => `${code} ${at.file}:${at.line}`)).toEqual([
    'MF1111 libs/base/src/base.ts:12',
  ]);
});
