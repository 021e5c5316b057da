import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunAsRead, SharedDatastore } from './metaflow';

interface GoldenTask {
  readonly artifacts: Readonly<Record<string, { readonly value: unknown }>>;
  readonly stdout: string;
}

interface GoldenRun {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, { readonly tasks: Readonly<Record<string, GoldenTask>> }>>;
}

const archive = join(__dirname, '..', '..', 'packages', 'client', 'golden', 'linear_params.tar.gz');

let store: SharedDatastore;
let golden: GoldenRun;
let run: RunAsRead;

beforeAll(async () => {
  const expected = execFileSync('tar', ['-xzOf', archive, 'linear_params/expected.json'], { maxBuffer: 1 << 26 });
  const { LinearParams } = JSON.parse(expected.toString()) as { LinearParams: { runs: Record<string, GoldenRun> } };
  golden = Object.values(LinearParams.runs)[0]!;
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-twin-')), 'golden');
  const { code, stderr } = await store.mf([
    ...['run', 'e2e/metaflow-client/flows/linear-params.flow.ts', '--p_req', '42', '--tag', 't1', '--tag', 'k:v'],
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  run = await store.read('LinearParams');
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

test('the same parameters, of the same types', () => {
  const values = Object.entries(golden.parameters).filter(([name]) => name !== 'name');
  const artifacts = tasksOf('start').artifacts;
  for (const [name, value] of values) expect({ [name]: artifacts[name] }).toEqual({ [name]: asRead(value) });
});

test.each(['start', 'middle', 'end'])('the same artifacts of %s, of the same types', (step) => {
  const [task] = Object.values(golden.steps[step]!.tasks);
  const expected = Object.entries(task!.artifacts).filter(([name]) => name !== 'name' && name !== 'cur');
  const { artifacts, stdout } = tasksOf(step);
  expect(Object.keys(artifacts).sort()).toEqual([...expected.map(([name]) => name), 'cur'].sort());
  for (const [name, { value }] of expected) {
    // A number that a step reads is a number: copied to another artifact, 2.0 is an int.
    const wanted = name === 'from_params' ? withoutFloat(asRead(value), '2.0') : asRead(value);
    expect({ [name]: artifacts[name] }).toEqual({ [name]: wanted });
  }
  expect(stdout).toBe(task!.stdout);
});

test('the same facts about the task', () => {
  const { value } = Object.values(golden.steps['start']!.tasks)[0]!.artifacts['cur']!;
  const expected = { ...(value as object), run_id: run.id, pathspec: `LinearParams/${run.id}/start/1` };
  expect(tasksOf('start').artifacts['cur']).toEqual(expected);
});

test('what decides about the graph calls the parameters what Metaflow calls them', async () => {
  const { stdout } = await store.python([
    '-c',
    `
import json
from metaflow import Flow, namespace
namespace(None)
info = Flow("LinearParams").latest_run["start"].task["_graph_info"].data
print(json.dumps({parameter["name"]: parameter["type"] for parameter in info["parameters"]}))
`,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ p_str: 'Parameter', p_json: 'Parameter', p_file: 'IncludeFile' });
});

function tasksOf(step: string): RunAsRead['tasks'][string] {
  return Object.entries(run.tasks).find(([path]) => path.startsWith(`${step}/`))![1];
}

/** A value of the golden run in the words of `read_run.py`, which does not tell a tuple from a list. */
function asRead(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asRead);
  if (typeof value !== 'object' || value === null) return value;
  const tagged = value as Readonly<Record<string, unknown>>;
  if ('__float__' in tagged) return { float: tagged['__float__'] };
  if ('__int__' in tagged) return Number(tagged['__int__']);
  if ('__tuple__' in tagged) return asRead(tagged['__tuple__']);
  if ('__set__' in tagged) return { set: (tagged['__set__'] as string[]).map(Number) };
  if ('__bytes_hex__' in tagged) return { bytes: tagged['__bytes_hex__'] };
  return Object.fromEntries(Object.entries(tagged).map(([key, item]) => [key, asRead(item)]));
}

function withoutFloat(value: unknown, text: string): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(`{"float":"${text}"}`, String(Number(text))));
}
