import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namespace } from '@mf/client';
import type { JsonObject } from '@mf/ir';
import { ended, type EndedRun, logOf, trigger } from '../airflow/dag-run';
import { hostileTexts } from '../airflow/flows/hostile-texts';
import { expectGolden } from '../airflow/golden-file';
import { type BothRuns, expectSameResults, runBoth } from '../airflow/side-by-side';
import { airflow, suite } from '../airflow/suite';
import { kubectl } from '../kubernetes/cluster';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { podSettings, s3Secret } from './create-dags';
import { type FlowName, flows } from './flows';

interface Expected {
  readonly flow: FlowName;
  readonly conf?: JsonObject;
  readonly options?: readonly string[];
  readonly prints?: string;
  readonly fails?: RegExp;
  /** The version of Airflow that runs it in pods, where one does for both: as processes both run it. */
  readonly on?: '2' | '3';
}

const all: readonly Expected[] = [
  { flow: 'NestedFlow', on: '3' },
  { flow: 'BodyFlow', on: '3', prints: '10 left,11 up,9 down,20 left,21 up,19 down' },
  { flow: 'CaughtFlow', on: '2' },
  { flow: 'SwitchesFlow', on: '2', conf: { way: 'a', deep: 'x' }, prints: 'a,x,merge,p1,last' },
  { flow: 'MergeFlow', on: '3', prints: 'from a,,ab,xy,1+2' },
  { flow: 'SizesFlow', on: '2', conf: { sizes: [] }, fails: /foreach over this.sizes, which is empty/ },
  { flow: 'RoundsFlow', on: '3', prints: '3 rounds' },
  { flow: 'RetriesFlow', on: '3', prints: '2,1,1' },
  { flow: 'TooLateFlow', on: '2', fails: /TimeoutException/ },
  { flow: 'EnvironmentFlow', on: '2', prints: 'true 14' },
  { flow: 'ParameterFlow', on: '3', conf: { alpha: 0.1 }, prints: 'alpha is still 0.1' },
  {
    flow: 'ParamsFlow',
    conf: { needed: hostileTexts.join(''), names: '$(id),{{ 7*7 }},$(HOME)', info: hostileTexts, level: 2 },
    prints: 'string,number,number,boolean,bigint,string,number,object,object,null',
  },
];

const expected = all.filter(({ on }) => on === undefined || on === suite().version);

/** A machine that knows nothing but where the data lies. */
let laptop: SharedDatastore;
let failed: EndedRun;

beforeAll(() => {
  namespace(null);
  laptop = new SharedDatastore(suite().datastoreRoot, 'ana', { METAFLOW_DEFAULT_DATASTORE: 's3' });
});

/** Without a service, what is known of a run is with its data. */
async function pull(file: string, { run }: EndedRun): Promise<void> {
  const answer = await laptop.mf(['metadata', 'pull', file, run.id]);
  if (answer.code !== 0) throw new Error(answer.stderr);
}

describe("Metaflow's client reads the same of a run in pods of Airflow as of one on this machine", () => {
  let runs: BothRuns[];
  beforeAll(async () => {
    const compared = expected.map(({ flow, conf = {} }) => ({
      ...{ dagId: flow, flow, file: flows[flow], options: [], conf },
    }));
    const debug = trigger('DebugFlow');
    runs = await runBoth(compared, ({ file }, there) => pull(file, there));
    const { runId } = await debug;
    failed = await ended(await airflow(), 'DebugFlow', runId);
  }, 1_800_000);

  it.each(expected.map((each, at) => [`${each.flow} ${JSON.stringify(each.conf ?? {}).slice(0, 60)}`, at, each]))(
    '%s',
    (_name, at, { fails, prints }) => {
      const both = runs[at as number]!;
      expectSameResults(both);
      const { here } = both;
      const messages = Object.values(here.tasks).flatMap(({ successful, exception }) =>
        successful ? [] : [exception],
      );
      expect(here.successful).toBe(fails === undefined);
      if (fails) expect(messages.join()).toMatch(fails);
      if (prints !== undefined) expect(here.printed).toBe(`${prints}\n`);
    },
  );
});

test('a flow ran from its golden file', async () => {
  const dagId = suite().version === '3' ? 'NestedFlow' : 'CaughtFlow';
  await expectGolden(join(suite().dagsFolder, `${dagId}.py`), join(__dirname, 'golden', `${dagId}.py`));
});

test('a failed run is resumed on a machine that has seen nothing of it, as its log says', async () => {
  expect(failed.state).toBe('failed');
  const log = await logOf('DebugFlow', failed, 'b');
  expect(log).toContain('cannot work with x = 43');
  const [, printed = ''] = /mf (resume [^\n"\\]*--datastore s3)/.exec(log) ?? [];
  expect(printed).toBe(`resume ${flows.DebugFlow} --origin-run-id ${failed.run.id} --datastore s3`);
  expect(await laptop.mf(printed.split(' '), { DEBUG_FLOW_FIXED: '1' })).toMatchObject({ code: 0 });
  const resumed = await laptop.read('DebugFlow');
  expect(resumed).toMatchObject({ successful: true, data: { x: 43 } });
  const origins = Object.values(resumed.tasks).map(({ origin }) => origin);
  expect(origins).toContain(`DebugFlow/${failed.run.id}/a/task`);
});

test('pods are deleted when they are over, and only those that hand something on have a second container', async () => {
  const left = JSON.parse(await kubectl(['get', 'pods', '-l', 'dag_id=BodyFlow', '-o', 'json'])) as {
    items: unknown[];
  };
  expect(left.items).toEqual([]);
  const source = await readFile(join(suite().dagsFolder, 'BodyFlow.py'), 'utf8');
  expect(source).toMatch(/^IMAGE = "\S+@sha256:[0-9a-f]{64}"$/m);
  const log = await logOf('DebugFlow', failed, 'b');
  expect(log).not.toContain('airflow-xcom-sidecar');
});

test('the same flow compiled again is the same file, down to the digest of its image', async () => {
  const text = await readFile(join(suite().dagsFolder, 'ParameterFlow.py'), 'utf8');
  const image = /^IMAGE = "(\S+)"$/m.exec(text)?.[1] ?? '';
  const again = await laptop.mf(
    [
      'airflow',
      'create',
      flows.ParameterFlow,
      '--compute',
      'kubernetes',
      '--output',
      `${laptop.folder}/again`,
      '--image',
      image,
      '--authorize',
      /"value": "(parameterflow-[^"]+)"/.exec(text)?.[1] ?? '',
    ],
    {
      METAFLOW_OWNER: 'ana',
      METAFLOW_KUBERNETES_SECRETS: s3Secret,
      ...podSettings,
    },
  );
  expect(again).toMatchObject({ code: 0 });
  expect(await readFile(`${laptop.folder}/again/ParameterFlow.py`, 'utf8')).toBe(text);
});
