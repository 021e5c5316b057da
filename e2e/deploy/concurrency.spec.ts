import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, Workspace } from './workspace';

const staging = ['--environment', 'staging'];

let workspace: Workspace;
afterEach(() => workspace.remove());

interface Told {
  readonly number: number;
  readonly state: string;
  readonly content: string;
}
const history = async (dagId: string) =>
  JSON.parse(await workspace.done('deployments', ...staging, '--history', dagId, '--json')) as Told[];

test('of many who deploy the same at once, one does, and the others find it there', async () => {
  workspace = new Workspace({ staging: { dags: '../dags' } });
  workspace.writeFlow('Train', 'one');
  const outputs = await Promise.all(Array.from({ length: 4 }, () => workspace.done('deploy', ...staging)));
  const summaries = outputs.map((output) => output.split('\n').at(-1)).sort();
  expect(summaries).toEqual(['staging: 1 created', ...Array<string>(3).fill('staging: 1 unchanged')]);
  expect(await history('TrainFlow')).toMatchObject([{ number: 1, state: 'done' }]);
});

test('deployments and removals of different versions at once leave what the last record says', async () => {
  workspace = new Workspace({ staging: { dags: '../dags' } });
  workspace.writeFlow('Train', 'one');
  workspace.writeFlow('Other', 'one');
  await workspace.done('deploy', ...staging);
  const copies = ['two', 'three'].map((word) => {
    const copy = new Workspace({
      staging: {
        dags: join(workspace.folder, 'dags'),
        env: { METAFLOW_DATASTORE_SYSROOT_LOCAL: join(workspace.folder, 'data') },
      },
    });
    copy.writeFlow('Train', word);
    return copy;
  });
  try {
    const results = await Promise.all([
      ...copies.map((copy) => copy.mf('deploy', ...staging)),
      workspace.mf('undeploy', 'OtherFlow', ...staging),
    ]);
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
  } finally {
    for (const copy of copies) copy.remove();
  }

  const records = await history('TrainFlow');
  expect(records.map(({ number, state }) => [number, state])).toEqual([
    [1, 'done'],
    [2, 'done'],
    [3, 'done'],
  ]);
  const files = filesIn(join(workspace.folder, 'dags'));
  const manifest = JSON.parse(files['TrainFlow.manifest.json']![1]) as { files: Record<string, string> };
  expect(files).toEqual(
    expect.objectContaining(Object.fromEntries(Object.keys(manifest.files).map((name) => [name, expect.anything()]))),
  );
  const kept = join(workspace.folder, 'data/.metaflow/mf.deployments/files', records[2]!.content);
  expect(readFileSync(kept, 'utf8')).toBe(files['TrainFlow.manifest.json']![1]);
  expect(files).not.toHaveProperty(['OtherFlow.py']);
});
