import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { type CommandResult, runCommand } from '@mf/tools-python';
import { mfCommand, workspaceRoot } from '../mf-command';
import { installedNode } from './installed-node';

const [, mf] = mfCommand;
const movies = 'apps/movie-stats-flow/src/movie-stats.flow.ts';
const debug = 'apps/debug-flow/src/debug.flow.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'mf-e2e-node-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Calls `mf` on a version of Node, with a datastore of its own. */
function callOn(node: string, store: string, words: readonly string[]): Promise<CommandResult> {
  const env = { ...process.env, METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: store };
  return runCommand(node, [mf, ...words], { cwd: workspaceRoot, env });
}

/** One datastore for all versions: the production token, which the first call makes, stands in the DAG. */
async function dagMadeOn(node: string): Promise<string> {
  const output = await mkdtemp(join(folder, 'dag-'));
  const options = ['--with', 'retry', '--output', output];
  expect(await callOn(node, join(folder, 'tokens'), ['airflow', 'create', movies, ...options])).toMatchObject({
    code: 0,
  });
  return readFile(join(output, 'MovieStatsFlow.py'), 'utf8');
}

describe.each(['22.23.3', '24.21.0', '26.10.0'])('Node %s', (version) => {
  let node: string;
  let store: string;
  beforeAll(async () => {
    node = await installedNode(version);
    store = await mkdtemp(join(folder, 'store-'));
  });

  // The first run compiles, and keeps compiled code that the second one starts from.
  it.each([
    ['process', 1],
    ['process', 2],
    ['module', 3],
  ])('runs a flow, each task in a %s: run %i', async (isolation) => {
    const ran = await callOn(node, store, ['run', movies, '--minVotes', '5000', '--isolation', isolation]);
    expect(ran).toMatchObject({ code: 0 });
    const id = /run-id (\d+)/.exec(ran.output)![1];
    const run = new Run(`MovieStatsFlow/${id}`, {
      datastore: localDatastore(join(store, '.metaflow')),
      namespace: null,
    });
    expect(await run.successful).toBe(true);
    expect(Object.keys((await run.data)!)).toContain('genres');
  });

  it('says where a step has failed, and resumes from there', async () => {
    const failed = await callOn(node, store, ['run', debug]);
    expect(failed.code).toBe(1);
    expect(failed.output).toMatch(/debug\.flow\.ts:\d+/);
    const id = /run-id (\d+)/.exec(failed.output)![1]!;
    const resumed = await callOn(node, store, ['resume', debug, '--origin-run-id', id]);
    expect(resumed.code).toBe(1);
    expect(resumed.output).toMatch(/Cloned|cloned|Cloning/);
  });

  it('makes the same DAG', async () => {
    expect(await dagMadeOn(node)).toBe(await dagMadeOn(process.execPath));
  });

  it('runs the specs of a flow', async () => {
    const { code, output } = await callOn(node, store, ['test', movies.replace('.flow.ts', '.flow.spec.ts')]);
    expect([code, output]).toEqual([0, expect.stringMatching(/fail 0/)]);
  });
});
