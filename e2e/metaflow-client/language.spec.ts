import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SharedDatastore } from './metaflow';

let store: SharedDatastore;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-e2e-')), 'tester');
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

const flowFile = (name: string): string => `e2e/metaflow-client/flows/${name}.flow.ts`;

describe("Metaflow's Python client finds the results of a flow", () => {
  test('of a single step', async () => {
    expect(await store.mf(['run', flowFile('single-step'), '--alpha', '3'])).toMatchObject({ code: 0 });
    expect(await store.read('SingleStepFlow')).toMatchObject({
      successful: true,
      finished: true,
      data: { alpha: 3, score: 63 },
      tasks: { 'train/1': { parents: [], children: [] } },
    });
  });

  test('that inherits from a class in another file, and the places of its steps', async () => {
    expect(await store.mf(['run', flowFile('inherited'), '--alpha', '4'])).toMatchObject({ code: 0 });
    const run = await store.read('InheritedFlow');
    expect(run).toMatchObject({ successful: true, data: { alpha: 4, kind: 'mine', score: 12 } });
    expect(run.tasks['start/1']).toMatchObject({ stdout: 'first\n', children: ['train/2'] });
    const { stdout } = await store.python([
      '-c',
      `from metaflow import Flow, namespace
namespace(None)
steps = Flow("InheritedFlow").latest_run["end"].task["_graph_info"].data["steps"]
print(sorted((name, s["source_file"], [d["name"] for d in s["decorators"]]) for name, s in steps.items()))`,
    ]);
    const flows = 'e2e/metaflow-client/flows';
    expect(stdout.trim()).toBe(
      `[('end', '${flows}/lib/training.ts', []), ('start', '${flows}/inherited.flow.ts', []), ('train', '${flows}/inherited.flow.ts', [])]`,
    );
  });

  test('with decorators of its own, which are in its graph', async () => {
    expect(await store.mf(['run', flowFile('timed')])).toMatchObject({ code: 0 });
    const run = await store.read('TimedFlow');
    expect(run).toMatchObject({
      successful: true,
      tasks: { 'start/1': { stdout: 'begin first\nstart\nend first\n' } },
    });
    const { stdout } = await store.python([
      '-c',
      `from metaflow import Flow, namespace
namespace(None)
print(Flow("TimedFlow").latest_run["end"].task["_graph_info"].data["steps"]["start"]["decorators"])`,
    ]);
    expect(stdout.trim()).toBe(
      "[{'name': 'acme.named', 'attributes': {'_args': [], 'as': 'first'}, 'statically_defined': True, 'inserted_by': None}]",
    );
  });

  test('whose first and last step are marked, of a failed run, and after its resume', async () => {
    const file = flowFile('marked-ends');
    expect(await store.mf(['run', file], { FAIL_PART: '2' })).toMatchObject({ code: 1 });
    const failed = await store.read('MarkedEndsFlow');
    expect(failed).toMatchObject({ successful: false, finished: false, data: null });
    expect(await store.mf(['resume', file])).toMatchObject({ code: 0 });
    const run = await store.read('MarkedEndsFlow');
    expect(run).toMatchObject({ successful: true, finished: true, data: { total: 60 } });
    const start = Object.entries(run.tasks).find(([path]) => path.startsWith('fetch/'))?.[1];
    expect(start).toMatchObject({ origin: expect.stringContaining(`${failed.id}/fetch/`) as string, parents: [] });
  });
});
