import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunAsRead, SharedDatastore } from './metaflow';

const flow = 'e2e/metaflow-client/flows/config.flow.ts';
let store: SharedDatastore;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-configs-')), 'tester');
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

async function started(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RunAsRead> {
  const { code, stderr } = await store.mf(args, env);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return store.read('ConfigFlow');
}

test("Metaflow's client reads configs as dicts, of the values that the run had", async () => {
  const run = await started(['run', flow, '--config-value', 'limits', '{"rows": 7}']);
  expect(run.data).toMatchObject({
    settings: { retries: 1, rate: { float: '2.0' }, cron: '0 5 * * *', deep: { names: ['a', 'é'] } },
    pairs: { who: 'ana', where: 'here' },
    limits: { rows: 7 },
    none: null,
    rate: { float: '2.0' },
    who: 'tester of settings,pairs,limits,none',
    seen: [['a', 'é'], 'ana', 7, 2, null],
  });
  const { stdout } = await store.python([
    '-c',
    `
import json
from metaflow import Flow, namespace
namespace(None)
info = Flow("ConfigFlow").latest_run["start"].task["_graph_info"].data
print(json.dumps([[parameter["name"], parameter["type"]] for parameter in info["parameters"]]))
`,
  ]);
  expect(JSON.parse(stdout)).toEqual([
    ['settings', 'Config'],
    ['pairs', 'Config'],
    ['limits', 'Config'],
    ['none', 'Config'],
    ['rate', 'Parameter'],
    ['who', 'Parameter'],
  ]);
});

test('a resumed run has the configs of the run that it resumes, also those that a parser made', async () => {
  const args = ['--config-value', 'pairs', 'who: bob', '--config-value', 'limits', '{"rows": 77}'];
  expect((await store.mf(['run', flow, ...args], { CONFIG_FLOW_FAILS: '1' })).code).toBe(1);
  const run = await started(['resume', flow]);
  expect(run).toMatchObject({
    successful: true,
    data: { pairs: { who: 'bob' }, seen: [['a', 'é'], 'bob', 77, 2, null] },
  });
});

test('what is wrong with a config is said where it stands, and no run is made', async () => {
  const { code, stderr } = await store.mf(['run', flow, '--config-value', 'settings', '{"retries": 1,}']);
  expect(code).toBe(1);
  expect(stderr).toContain('e2e/metaflow-client/flows/config.flow.ts:15:18 error MF1321');
  expect(stderr).toContain('its value: line 1, column 15');
});
