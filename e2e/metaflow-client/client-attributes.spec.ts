import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodePackage, DataArtifact, Flow, Metaflow, Run, Step, Task } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { SharedDatastore } from './metaflow';

/** What ours has under another name, or in a form that is usual in TypeScript. */
const elsewhere: Readonly<Record<string, string>> = {
  'Metaflow.flows': 'Symbol.asyncIterator',
  'Run.steps': 'Symbol.asyncIterator',
  'Step.tasks': 'Symbol.asyncIterator',
  'Task.loglines': 'logLines',
  // One function takes any number of tags; Metaflow's own plurals are its older names for the same.
  'Run.add_tags': 'addTag',
  'Run.remove_tags': 'removeTag',
  'Run.replace_tag': 'replaceTags',
  // Unpacks the tarball into a folder; ours gives its files.
  'MetaflowCode.extract': 'files',
};

/** What ours does not have, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'Flow.parent': 'a flow has none: always None',
  'Flow.origin_pathspec': 'a flow is not resumed: always None',
  'Flow.tags': 'tags belong to runs: always empty',
  'Flow.user_tags': 'tags belong to runs: always empty',
  'Flow.system_tags': 'tags belong to runs: always empty',
  'Step.control_task': 'of unbounded foreaches, which only Python has',
  'Step.control_tasks': 'of unbounded foreaches, which only Python has',
};

const script = `
import json
from metaflow import Metaflow, Flow, Run, Step, Task, DataArtifact
from metaflow.client.core import MetaflowCode
classes = (Metaflow, Flow, Run, Step, Task, DataArtifact, MetaflowCode)
print(json.dumps({c.__name__: [a for a in dir(c) if not a.startswith("_")] for c in classes}))
`;

let store: SharedDatastore;
beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-attributes-')), 'tester');
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

test("our client's objects have every attribute that Metaflow's have, but for those listed here", async () => {
  const { stdout, stderr } = await store.python(['-c', script]);
  expect(stderr).toBe('');
  const theirs = JSON.parse(stdout) as Record<string, string[]>;
  const options = { datastore: localDatastore(join(store.folder, '.metaflow')), namespace: null };
  const ours: Readonly<Record<string, object>> = {
    Metaflow: new Metaflow(options),
    Flow: new Flow('F', options),
    Run: new Run('F/1', options),
    Step: new Step('F/1/a', options),
    Task: new Task('F/1/a/2', options),
    DataArtifact: new DataArtifact('F/1/a/2/x', options),
    MetaflowCode: new CodePackage(undefined as never, 'F', '{"ds_type":"local","sha":"0","location":"x"}'),
  };
  const missing = Object.entries(theirs).flatMap(([kind, names]) =>
    names.map((name) => `${kind}.${name}`).filter((path) => !(path in leftOut) && !has(ours[kind]!, path)),
  );
  expect(missing).toEqual([]);
  const real = Object.entries(theirs).flatMap(([kind, names]) => names.map((name) => `${kind}.${name}`));
  expect(real).toEqual(expect.arrayContaining([...Object.keys(elsewhere), ...Object.keys(leftOut)]));
});

function has(object: object, path: string): boolean {
  const name = elsewhere[path] ?? path.split('.')[1]!.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (name === 'Symbol.asyncIterator' ? Symbol.asyncIterator : name) in object;
}
