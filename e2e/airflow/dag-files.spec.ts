import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { AirflowApi } from '@mf/airflow';
import { workspaceRoot } from '../mf-command';
import { parsed } from './dag-run';
import { type DagId, dags } from './dags';
import { hostileTexts } from './flows/hostile-texts';
import { mf } from './mf-command';
import { expectGolden } from './golden-file';
import { airflow, suite } from './suite';

/** DAGs whose text is kept, one of each kind, and the specs that run them. */
const goldenDags = {
  SingleStepFlow: 'same-results.spec.ts',
  ParameterFlow: 'same-results.spec.ts',
  TextFlow: 'same-results.spec.ts',
  BodyFlow: 'same-results.spec.ts',
  NestedFlow: 'same-results.spec.ts',
  SwitchesFlow: 'same-results.spec.ts',
  ItemSwitchFlow: 'same-results.spec.ts',
  SwitchFanFlow: 'same-results.spec.ts',
  LoopFlow: 'same-results.spec.ts',
  CaughtFlow: 'same-results.spec.ts',
  EnvironmentFlow: 'same-results.spec.ts',
  'proof.user.ana.ProjectFlow': 'same-results.spec.ts',
  HooksFlow: 'exit-hooks.spec.ts',
  EventOrClockFlow: 'events.spec.ts',
  QueuedFlow: 'sensors.spec.ts',
} as const satisfies Partial<Record<DagId, string>>;

describe('the DAG files', () => {
  let api: AirflowApi;
  beforeAll(async () => {
    api = await airflow();
    for (const dagId of Object.keys(dags) as DagId[]) await parsed(api, dagId);
  });

  it('are read by the version that was asked for', () => {
    expect(api.release).toMatch(suite().version === '3' ? /^3\.3\./ : /^2\.11\./);
  });

  it('are all imported without an error, and none is paused', async () => {
    // Other specs deploy DAGs of their own at the same time.
    const ids = Object.keys(dags);
    expect((await api.importErrors()).filter(({ file }) => ids.includes(basename(file, '.py')))).toEqual([]);
    const found = (await api.dags()).filter(({ dagId }) => ids.includes(dagId));
    expect(found.map(({ dagId }) => dagId).sort()).toEqual(ids.sort());
    expect(found.filter(({ paused, hasImportErrors }) => paused || hasImportErrors)).toEqual([]);
  });

  it('carry schedule, documentation, tags and limits', async () => {
    const hourly = await api.dag('HourlyFlow');
    expect(hourly?.schedule).toMatch(/^(@hourly|0 \* \* \* \*)$/);
    expect(Date.parse(hourly?.nextRun ?? '') - Date.now()).toBeLessThanOrEqual(3_600_000);
    expect(hourly?.docMd?.split('\n')).toEqual([
      'Runs every hour once it is deployed.',
      '',
      '    start -> end',
      '',
      'Source: `apps/hourly-flow/src/hourly.flow.ts`, data: `HourlyFlow/<metaflow_run_id>`.',
    ]);
    expect(hourly?.owners).toEqual(['ana']);
    expect(await api.dag('ParameterFlow')).toMatchObject({
      schedule: null,
      nextRun: null,
      tags: ['nightly'],
      maxActiveTasks: 100,
    });
    expect((await api.dag('MovieStatsFlow'))?.maxActiveTasks).toBe(7);
  });

  it('have a typed parameter for each of the flow', async () => {
    const parameters = (await api.dag('TextFlow'))?.params;
    const schema = (name: string) => parameters?.[name]?.schema;
    expect(schema('ratio')).toEqual({ type: 'number' });
    expect(schema('count')).toEqual({ type: 'integer' });
    expect(schema('flag')).toEqual({ type: 'boolean' });
    expect(schema('nothing')).toEqual({ type: ['string', 'null'] });
    expect(schema('mode')).toEqual({ type: 'string', enum: ['fast', 'slow'] });
    expect(parameters?.['hint']).toMatchObject({ value: '{{ 7*7 }}.sh', description: hostileTexts.join(' ') });
    expect(parameters?.['texts']?.value).toEqual(hostileTexts);
  });
});

describe('the golden files', () => {
  const folder = join(__dirname, 'golden');
  const golden = Object.entries(goldenDags);

  it.each(golden)('%s is what its flow compiles to, and what %s runs', async (dagId, ranBy) => {
    await expectGolden(join(suite().dagsFolder, `${dagId}.py`), join(folder, `${dagId}.py`));
    expect(await readFile(join(__dirname, ranBy), 'utf8')).toMatch(
      new RegExp(`(dagId: |runDag\\(|startedBy\\(|startRunOf\\(|run\\()'${dagId}'`),
    );
  });

  // One has long texts of its author.
  it.each(golden.filter(([dagId]) => dagId !== 'TextFlow'))(
    '%s has no more than 2 KB, and 0.4 KB a task, besides what it says for people',
    async (dagId) => {
      const text = await readFile(join(folder, `${dagId}.py`), 'utf8');
      const docs = /\n {4}(?:""".*"""|doc_md=(?:\([^]*?\n {4}\)|".*"),)(?=\n)/g;
      const tasks = text.match(/(?:=|return) (?:step|exit_hook|items_of\S*|outcome|\w+Sensor)\(/g) ?? [];
      expect(text.match(docs)?.length).toBeGreaterThan(1);
      expect(Buffer.byteLength(text.replace(docs, ''))).toBeLessThanOrEqual(1024 * (2 + 0.4 * tasks.length));
    },
  );

  it('are these alone', async () => {
    expect((await readdir(folder)).sort()).toEqual(golden.map(([dagId]) => `${dagId}.py`).sort());
  });
});

describe('compiling again', () => {
  let folder: string;
  let state: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mf-again-'));
    state = await mkdtemp(join(tmpdir(), 'mf-again-state-'));
  });
  afterEach(async () => {
    for (const each of [folder, state]) await rm(each, { recursive: true });
  });

  /** Compiles into a folder and gives the digest of each file there. */
  const create = async (file: string, output: string, ...options: string[]) => {
    const env = {
      METAFLOW_DATASTORE_SYSROOT_LOCAL: state,
      METAFLOW_TOKEN_HOME: join(state, 'tokens'),
    };
    const args = ['airflow', 'create', file, '--output', output, ...options];
    expect(await mf(args, env)).toMatchObject({ code: 0 });
    const names = (await readdir(output)).sort();
    const digest = async (name: string) =>
      createHash('sha256')
        .update(await readFile(join(output, name)))
        .digest('hex');
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await digest(name)] as const)));
  };

  it('gives the same bytes', async () => {
    const { file, options } = dags.MovieStatsFlow;
    const first = await create(file, join(folder, 'first'), ...options);
    const names = Object.keys(first).map((name) => name.replace(/-[0-9a-f]{16}\./, '-HASH.'));
    expect(names.sort()).toEqual([
      'MovieStatsFlow-HASH.cjs',
      'MovieStatsFlow-HASH.mjs',
      'MovieStatsFlow-HASH.mjs.map',
      'MovieStatsFlow.manifest.json',
      'MovieStatsFlow.py',
      'mf-archive-HASH.cjs',
      'mf-client-objects-HASH.cjs',
      'mf-pulled-runs-HASH.cjs',
      'mf-runner-HASH.cjs',
      'mf-s3-HASH.cjs',
      'mf-start-HASH.cjs',
      'mf-unpack-HASH.cjs',
    ]);
    expect(await create(file, join(folder, 'second'), ...options)).toEqual(first);
  });

  it('gives the same bytes wherever a workspace lies', async () => {
    const { file, options } = dags.ParameterFlow;
    const createIn = async (workspace: string) => {
      for (const part of ['nx.json', 'tsconfig.base.json', 'apps/parameter-flow']) {
        await cp(join(workspaceRoot, part), join(workspace, part), { recursive: true });
      }
      await symlink(join(workspaceRoot, 'node_modules'), join(workspace, 'node_modules'));
      return create(join(workspace, file), join(workspace, 'out'), ...options);
    };
    expect(await createIn(join(folder, 'here'))).toEqual(await createIn(join(folder, 'quite', 'somewhere', 'else')));
  });

  it('after a change leaves the bundle of the older version where it is', async () => {
    const source = join(__dirname, 'flows', `changing-${process.pid}.flow.ts`);
    try {
      await cp(join(__dirname, 'flows', 'rerun.flow.ts'), source);
      const before = Object.keys(await create(source, folder));
      await writeFile(source, (await readFile(source, 'utf8')).replace('attempt ${', 'try ${'));
      const after = Object.keys(await create(source, folder));
      expect(after).toEqual(expect.arrayContaining(before));
      expect(after.filter((name) => name.endsWith('.mjs'))).toHaveLength(2);
    } finally {
      await rm(source, { force: true });
    }
  });
});
