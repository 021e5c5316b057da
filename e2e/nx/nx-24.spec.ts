import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fragileFlow, greetFlow, pythonFlow, reportFlow } from './flow-sources';
import { succeeded } from './run-command';
import { createWorkspace, type Workspace } from './workspace';

describe('Nx 24', () => {
  let ws: Workspace;
  beforeAll(async () => (ws = await createWorkspace({ nx: '24.0.0', typescript: '6.0.3' })));
  afterAll(() => ws?.remove());

  const cachedTasks = (output: string) =>
    [...output.matchAll(/^.*nx run (\S+).*\[(?:local cache|existing outputs match the cache)/gm)].map(
      (match) => match[1],
    );

  describe('generators', () => {
    it('nx add sets everything up, once, without a word about peers', async () => {
      expect(succeeded(await ws.nx('add @mf/nx')).output).not.toMatch(/peer/i);
      succeeded(await ws.npm('ls', '--all'));
      const files = ['nx.json', '.gitignore', 'package.json'];
      const first = files.map(ws.read);
      expect(JSON.parse(first[0]!)).toMatchObject({
        plugins: ['@mf/nx/plugin'],
        namedInputs: { production: ['default', '!{projectRoot}/**/*.spec.ts'] },
      });
      expect(first[1]).toBe('node_modules\n.nx\n.metaflow\ndist\n');

      succeeded(await ws.nx('g @mf/nx:init'));
      expect(files.map(ws.read)).toEqual(first);
    });

    it('flow writes nothing on a dry run', async () => {
      const { code, output } = await ws.nx('g @mf/nx:flow apps/my-flow --dry-run');
      expect(output).toContain('CREATE apps/my-flow/src/my-flow.flow.ts');
      expect(code).toBe(0);
      expect(existsSync(join(ws.root, 'apps'))).toBe(false);
    });

    it('flow creates a project that type-checks', async () => {
      ws.write(
        'tsconfig.base.json',
        '{ "compilerOptions": { "strict": true, "composite": true, "module": "nodenext", "skipLibCheck": true } }',
      );
      succeeded(await ws.nx('g @mf/nx:flow apps/my-flow'));
      expect(readdirSync(join(ws.root, 'apps/my-flow')).sort()).toEqual(['package.json', 'src', 'tsconfig.json']);
      const tsc = await ws.node('node_modules/typescript/bin/tsc', '-p', 'apps/my-flow');
      expect(tsc.output).toBe('');
      expect(tsc.code).toBe(0);
    });

    it('flow has templates whose tests pass', async () => {
      for (const template of ['foreach', 'etl', 'ml'])
        succeeded(await ws.nx(`g @mf/nx:flow templates/${template} --template=${template}`));
      const { output } = succeeded(await ws.nx('run-many -t check test -p foreach etl ml --outputStyle=static'));
      expect(output).toMatch(/Successfully ran targets check, test for 3 projects/);
      rmSync(join(ws.root, 'templates'), { recursive: true });
    });

    it('step adds a step to a flow, which runs', async () => {
      succeeded(await ws.nx('g @mf/nx:flow steps/longer'));
      succeeded(await ws.nx('g @mf/nx:step steps/longer/src/longer.flow.ts report'));
      expect(ws.read('steps/longer/src/longer.flow.ts')).toMatch(
        /this.next\(this.report\);\n {2}}\n\n {2}\/\*\* What report does. \*\/\n {2}@step report\(\) {\n {4}this.next\(this.end\);\n {2}}\n/,
      );
      succeeded(await ws.nx('run longer:run'));
      rmSync(join(ws.root, 'steps'), { recursive: true });
    });

    it('from-metaflow writes a flow that checks, from Python', async () => {
      ws.write('python/hello.py', pythonFlow);
      succeeded(await ws.nx('g @mf/nx:from-metaflow python/hello.py ported/hello'));
      succeeded(await ws.nx('run hello:check'));
      const { code, output } = await ws.nx('run hello:run --alpha=2');
      expect(output).toContain('work is not ported from Python yet');
      expect(code).toBe(1);
      rmSync(join(ws.root, 'ported'), { recursive: true });
    });

    it('an error says what is wrong and what to do', async () => {
      const { code, output } = await ws.nx('g @mf/nx:flow apps/my-flow');
      expect(output).toContain('MF7004 apps/my-flow/src/my-flow.flow.ts exists');
      expect(output).toContain('Choose another --name');
      expect(code).toBe(1);
    });
  });

  it('infers the targets of a flow', async () => {
    const { output } = await ws.nx('show project my-flow --json');
    const { targets } = JSON.parse(output) as { targets: Record<string, object> };
    expect(Object.keys(targets).sort()).toEqual([
      'airflow-create',
      'airflow-delete',
      'airflow-deploy',
      'airflow-list-runs',
      'airflow-logs',
      'airflow-status',
      'airflow-suspend',
      'airflow-terminate',
      'airflow-trigger',
      'airflow-unsuspend',
      'card-list',
      'card-view',
      'check',
      'compile',
      'deploy',
      'dump',
      'image',
      'kubernetes-kill',
      'kubernetes-list',
      'list',
      'logs',
      'resume',
      'rollback',
      'run',
      'show',
      'tag',
      'test',
      'undeploy',
    ]);
    expect(targets['compile']).toMatchObject({
      executor: '@mf/nx:compile',
      cache: true,
      inputs: expect.arrayContaining([{ externalDependencies: ['@mf/nx'] }]),
      metadata: {
        technologies: ['metaflow'],
        description: expect.any(String),
        help: { command: 'npx mf compile --help' },
      },
    });
  });

  describe('run', () => {
    it('runs the flow', async () => {
      const { code, output } = await ws.nx('run my-flow:run');
      expect(output).toMatch(/\[\d+\/end\/\d+ \(pid \d+\)\] a: 3/);
      expect(code).toBe(0);
    });

    it('and what it left is looked at by list, logs, dump and tag', async () => {
      const list = await ws.nx('run my-flow:list --json --limit=1');
      const run = /"run": "(\d+)"/.exec(list.output)?.[1] ?? '';
      expect([list.code, run]).toEqual([0, expect.stringMatching(/^\d{16}$/)]);
      expect((await ws.nx(`run my-flow:logs --pathspec=${run}/end --stdout`)).output).toMatch(/\] a: 3$/m);
      expect((await ws.nx(`run my-flow:dump ${run}/end --include=top`)).output).toContain('top');
      expect((await ws.nx(`run my-flow:tag --add=reviewed --runId=${run}`)).code).toBe(0);
      expect((await ws.nx(`run my-flow:tag --runId=${run}`)).output).toMatch(/^\*?reviewed\*?$/m);
      const wrong = await ws.nx('run my-flow:logs --pathspec=17');
      expect([wrong.code, wrong.output]).toEqual([1, expect.stringMatching(/MF\d{4}/)]);
    });

    it('takes parameters as they were typed', async () => {
      const { code, output } = await ws.nx('run my-flow:run --top=1 --text', '1e3 b b');
      expect(output).toMatch(/\] b: 2\n/);
      expect(output).not.toContain('a: 3');
      expect(code).toBe(0);
    });

    it.each([
      ['a value of the wrong type', '--top=many'],
      ['a parameter that the flow has not', '--topp=1'],
    ])('refuses %s', async (_, parameter) => {
      const { code, output } = await ws.nx(`run my-flow:run ${parameter}`);
      expect(output).toMatch(/error MF2\d{3} .*top/);
      expect(code).toBe(1);
    });
  });

  describe('run and resume', () => {
    let runId: string;

    it('prints lines as they come, and fails with the flow', async () => {
      ws.write('apps/fragile/src/fragile.flow.ts', fragileFlow);
      const { code, output, chunks } = await ws.nx('run apps/fragile:run');
      const arrival = (text: string) => chunks.find((chunk) => chunk.text.includes(text))!.at;
      expect(arrival('not fixed yet') - arrival('start says hello')).toBeGreaterThan(1000);
      expect(output).toContain('RangeError: not fixed yet');
      expect(output).toContain('apps/fragile/src/fragile.flow.ts:16');
      expect(code).toBe(1);
      runId = /\(run-id (\d{16})\)/.exec(output)![1]!;
    });

    it.each(['--runId', '--origin-run-id'])('continues the run with %s', async (option) => {
      const { code, output } = await ws.nxWith({ FIXED: '1' }, `run apps/fragile:resume ${option}=${runId}`);
      expect(output).toMatch(/\/work\/\d+ \(pid \d+\)\] work is done/);
      expect(output).not.toContain('start says hello');
      expect(code).toBe(0);
    });

    it('says so when there is no such run', async () => {
      const { code, output } = await ws.nx('run apps/fragile:resume --runId=airflow-000000000000');
      expect(output).toMatch(/error MF5\d{3} .*airflow-000000000000/);
      expect(code).toBe(1);
    });
  });

  it('show prints the steps', async () => {
    const { code, output } = await ws.nx('run my-flow:show');
    expect(output).toContain('Split the text into words.');
    expect(code).toBe(0);
  });

  it('test runs the specs, once for the same sources', async () => {
    const first = await ws.nx('run my-flow:test');
    expect(first.output).toContain('MyFlow counts the words of a text');
    expect(first.code).toBe(0);
    expect(cachedTasks((await ws.nx('run my-flow:test')).output)).toEqual(['my-flow:test']);
  });

  it('check prints code and place of a mistake', async () => {
    const file = 'apps/my-flow/src/my-flow.flow.ts';
    const source = ws.read(file);
    ws.write(file, source.replace('this.next(this.count)', 'this.next(this.cuont)'));
    const { code, output } = await ws.nx('run my-flow:check');
    const line = source.slice(0, source.indexOf('this.next(this.count)')).split('\n').length;
    expect(output).toMatch(new RegExp(`${file}:${line}:\\d+ error MF1\\d{3} .*cuont`));
    expect(code).toBe(1);
    ws.write(file, source);
    succeeded(await ws.nx('run my-flow:check'));
  });

  describe('compile and airflow-create', () => {
    const createBoth = 'run-many -t compile airflow-create -p my-flow --outputStyle=static';
    const both = ['my-flow:airflow-create', 'my-flow:compile'];
    const dag = 'dist/flows/my-flow/airflow/MyFlow.py';
    const file = 'apps/my-flow/src/my-flow.flow.ts';

    it('write the files, once for the same sources', async () => {
      const first = await ws.nx(createBoth);
      expect(first.code).toBe(0);
      expect(cachedTasks(first.output)).toEqual([]);
      const text = ws.read(dag);
      expect(readdirSync(join(ws.root, 'dist/flows/my-flow'))).toEqual(
        expect.arrayContaining(['airflow', 'flow.ir.json', 'manifest.json']),
      );

      const second = await ws.nx(createBoth);
      expect(cachedTasks(second.output).sort()).toEqual(both);
      expect(ws.read(dag)).toBe(text);
    });

    it('come back from the cache when dist is gone', async () => {
      const text = ws.read(dag);
      rmSync(join(ws.root, 'dist'), { recursive: true });
      const { output } = await ws.nx(createBoth);
      expect(cachedTasks(output).sort()).toEqual(both);
      expect(ws.read(dag)).toBe(text);
      // Everything that the manifest names, what a bundle loads when it needs it included.
      const { files } = JSON.parse(ws.read('dist/flows/my-flow/manifest.json')) as { files: Record<string, string> };
      expect(readdirSync(join(ws.root, 'dist/flows/my-flow'))).toEqual(expect.arrayContaining(Object.keys(files)));
    });

    it('run again after a change of the flow, and not after a change of its spec', async () => {
      ws.write(
        'apps/my-flow/src/my-flow.flow.spec.ts',
        `${ws.read('apps/my-flow/src/my-flow.flow.spec.ts')}\n// more\n`,
      );
      expect(cachedTasks((await ws.nx(createBoth)).output).sort()).toEqual(both);

      ws.write(file, ws.read(file).replace('a rose is a rose', 'a rose was a rose'));
      const { code, output } = await ws.nx(createBoth);
      expect(code).toBe(0);
      expect(cachedTasks(output)).toEqual([]);
      expect(ws.read(dag)).toContain('a rose was a rose');
    });

    it('run again with another version of @mf/nx', async () => {
      const lock = ws.read('package-lock.json');
      const upgraded = JSON.parse(lock) as { packages: Record<string, { version: string; integrity?: string }> };
      Object.assign(upgraded.packages['node_modules/@mf/nx']!, { version: '0.1.1', integrity: 'sha512-AAAA' });
      ws.write('package-lock.json', JSON.stringify(upgraded));
      expect(cachedTasks((await ws.nx(createBoth)).output)).toEqual([]);
      ws.write('package-lock.json', lock);
      expect(cachedTasks((await ws.nx(createBoth)).output).sort()).toEqual(both);
    });

    it('make a DAG again where a variable that stands in it has changed, with the daemon as without', async () => {
      const create = (env: NodeJS.ProcessEnv) => ws.nxWith(env, 'run my-flow:airflow-create --outputStyle=static');
      for (const [i, daemon] of ['false', 'true'].entries()) {
        const env = { NX_DAEMON: daemon, METAFLOW_OWNER: `team-${i}` };
        expect(cachedTasks(succeeded(await create(env)).output)).toEqual([]);
        expect(ws.read(dag)).toContain(`"owner": "team-${i}"`);
        expect(cachedTasks((await create(env)).output)).toEqual(['my-flow:airflow-create']);
        expect(cachedTasks((await create({ ...env, METAFLOW_OWNER: 'e2e' })).output)).toEqual([]);
        expect(ws.read(dag)).toContain('"owner": "e2e"');
        ws.write(file, ws.read(file).replace('a rose was a rose', 'a rose was always a rose'));
      }
      succeeded(await ws.nx('daemon --stop'));
      await ws.nx(createBoth);
    });

    it('take options, as lists and with commas', async () => {
      const { code } = await ws.nx(
        'run my-flow:airflow-create --with=retry:times=2,minutes_between_retries=0 --tag 2024 --tag=a --name=my_dag --max-workers=7',
      );
      expect(code).toBe(0);
      const text = ws.read('dist/flows/my-flow/airflow/my_dag.py');
      expect(text).toMatch(/retries.*2/);
      expect(text).toContain('"2024"');
    });

    it('write elsewhere in the workspace, into a folder of the flow; not outside of it', async () => {
      ws.write('dags/other.py', '');
      succeeded(await ws.nx('run my-flow:airflow-create --output=dags'));
      expect(existsSync(join(ws.root, 'dags/my-flow/airflow/MyFlow.py'))).toBe(true);
      expect(existsSync(join(ws.root, 'dags/other.py'))).toBe(true);

      const { code, output } = await ws.nx('run my-flow:airflow-create --output=../elsewhere');
      expect(output).toContain('MF7006');
      expect(code).toBe(1);
    });

    it('of one flow never fail those of others', async () => {
      ws.write('apps/broken/src/broken.flow.ts', 'export class {');
      const { code, output } = await ws.nx('run-many -t airflow-create --outputStyle=static --skip-nx-cache');
      expect(output).toMatch(/apps\/broken\/src\/broken.flow.ts:1:\d+ error MF1\d{3}/);
      expect(output).toMatch(/Failed tasks:\s+- apps\/broken:airflow-create/);
      expect(output).not.toMatch(/- my-flow:airflow-create\s+- /);
      expect(existsSync(join(ws.root, 'dist/flows/fragile-flow/airflow/FragileFlow.py'))).toBe(true);
      expect(code).toBe(1);
    });
  });

  it('check finds flows that would be the same DAG, until one has another name', async () => {
    ws.write('apps/twin/src/twin.flow.ts', ws.read('apps/fragile/src/fragile.flow.ts'));
    for (const project of ['apps/twin', 'apps/fragile']) {
      const { code, output } = await ws.nx(`run ${project}:check`);
      expect(output).toMatch(/MF6040 FragileFlow and the flow in apps\/(fragile|twin)/);
      expect(code).toBe(1);
    }
    ws.write('apps/twin/src/twin.flow.ts', ws.read('apps/twin/src/twin.flow.ts').replace('FragileFlow', 'TwinFlow'));
    succeeded(await ws.nx('run-many -t check -p apps/twin apps/fragile'));
    rmSync(join(ws.root, 'apps/twin'), { recursive: true });
  });

  it('a project with several flows lets a configuration choose one', async () => {
    succeeded(await ws.nx('g @mf/nx:flow apps/my-flow --name=second'));
    const { code, output } = await ws.nx('run my-flow:run');
    expect(output).toContain('MF7003');
    expect(output).toContain('nx run my-flow:run:second');
    expect(code).toBe(1);
    succeeded(await ws.nx('run my-flow:run:second'));
  });

  describe('a library that a flow imports', () => {
    beforeAll(() => {
      ws.write('apps/greet/src/greet.flow.ts', greetFlow('@acme/text'));
      ws.write('libs/text/package.json', '{ "name": "@acme/text", "version": "0.0.0", "main": "src/index.ts" }');
      ws.write('libs/text/src/index.ts', "export { greeting } from '../../words/src/greeting';\n");
      ws.write('libs/words/project.json', '{ "name": "words" }');
      ws.write('libs/words/src/greeting.ts', "export const greeting = 'hello';\n");
      ws.write('libs/unrelated/project.json', '{ "name": "unrelated" }');
      // What npm does for a package of the workspace.
      mkdirSync(join(ws.root, 'node_modules/@acme'), { recursive: true });
      symlinkSync('../../libs/text', join(ws.root, 'node_modules/@acme/text'));
    });

    const affected = async (file: string) =>
      (JSON.parse((await ws.nx(`show projects --affected --files=${file} --json`)).output) as string[]).sort();

    it('makes the flow affected, as a package, by a relative path, by a path alias', async () => {
      expect(await affected('libs/words/src/greeting.ts')).toEqual(['@acme/text', 'apps/greet', 'words']);
      expect(await affected('libs/unrelated/project.json')).toEqual(['unrelated']);

      ws.write(
        'tsconfig.base.json',
        '{ "compilerOptions": { "paths": { "#words": ["./libs/words/src/greeting.ts"] } } }',
      );
      ws.write('apps/greet/src/greet.flow.ts', greetFlow('#words'));
      expect(await affected('libs/words/src/greeting.ts')).toContain('apps/greet');
      expect(await affected('libs/text/src/index.ts')).toEqual(['@acme/text']);
      ws.write('apps/greet/src/greet.flow.ts', greetFlow('@acme/text'));
    });

    it('is a flow, when another starts at its end', async () => {
      ws.write('apps/report/src/report.flow.ts', reportFlow('GreetFlow'));
      expect(await affected('apps/greet/src/greet.flow.ts')).toEqual(['apps/greet', 'apps/report']);
      expect(await affected('libs/words/src/greeting.ts')).toContain('apps/report');
      rmSync(join(ws.root, 'apps/report'), { recursive: true });
    });

    it('makes results of the flow stale', async () => {
      succeeded(await ws.nx('run apps/greet:compile'));
      expect(cachedTasks((await ws.nx('run apps/greet:compile')).output)).toEqual(['apps/greet:compile']);
      ws.write('libs/words/src/greeting.ts', "export const greeting = 'good morning';\n");
      expect(cachedTasks(succeeded(await ws.nx('run apps/greet:compile')).output)).toEqual([]);
    });
  });
});
