import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flow, namespace } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { SharedDatastore } from '../metaflow';

let store: SharedDatastore;

const file = (name: string): string => `e2e/metaflow-client/values/${name}.flow.ts`;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-values-')), 'tester');
  namespace(null);
  expect(await store.mf(['run', file('values')])).toMatchObject({ code: 0 });
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

test('every kind of value is in Python what docs/values.md says, and came back in the next step as it was', async () => {
  const { code, stdout, stderr } = await store.python([join(__dirname, 'read_values.py')]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(JSON.parse(stdout)).toEqual({
    nothing: ['NoneType', 'None'],
    yes: ['bool', 'True'],
    text: ['str', String.raw`'w\xf6rld \u4e16\u754c \U0001f600'`],
    lone: ['str', String.raw`'a\ud800b'`],
    int: ['int', '42'],
    large: ['int', '9007199254740991'],
    fraction: ['float', '0.1'],
    whole: ['float', '2.0'],
    minusZero: ['float', '-0.0'],
    notANumber: ['float', 'nan'],
    infinite: ['float', '-inf'],
    bigint: ['int', '1180591620717411303424'],
    smallBigint: ['int', '7'],
    list: ['list', "[1, [2, 'x'], {}]"],
    record: ['dict', "{'b': 1, 'a': {'c': None}}"],
    map: ['dict', "{1: 'one', 'k': [2]}"],
    set: ['set', expect.stringMatching(/^\{(1, 'a'|'a', 1)\}$/)],
    bytes: ['bytes', String.raw`b'\x00\xff'`],
    buffer: ['bytes', "b'hi'"],
    date: ['datetime', 'datetime.datetime(2026, 3, 1, 12, 34, 56, 789000, tzinfo=datetime.timezone.utc)'],
    int8: ['array', "array('b', [-1])"],
    clamped: ['array', "array('B', [255])"],
    int16: ['array', "array('h', [-2])"],
    uint16: ['array', "array('H', [65535])"],
    int32: ['array', "array('i', [-3])"],
    uint32: ['array', "array('I', [4294967295])"],
    int64: ['array', "array('q', [-4])"],
    uint64: ['array', "array('Q', [18446744073709551615])"],
    float32: ['array', "array('f', [0.5])"],
    float64: ['array', "array('d', [0.1, 1e+300])"],
    shared: ['list', "[{'x': 1}, {'x': 1}]"],
    identity: [true, true],
    missing: false,
    checked: true,
  });
});

test('what steps read and did not change is stored once, by the first step', async () => {
  const flow = join(store.folder, '.metaflow/ValuesFlow');
  const files = (await readdir(flow, { recursive: true })).map((name) => join(flow, name));
  const tasks = await Promise.all(
    files
      .filter((name) => name.endsWith('0.data.json'))
      .map(async (name) => (JSON.parse(await readFile(name, 'utf8')) as { objects: Record<string, string> }).objects),
  );
  const shasOf = (name: string) => tasks.flatMap((objects) => objects[name] ?? []);
  expect([shasOf('rows').length, new Set(shasOf('rows')).size, new Set(shasOf('all')).size]).toEqual([3, 1, 1]);
  const blobs = files.filter((name) => /\/data\/..\/[0-9a-f]{40}$/.test(name));
  expect(blobs.length).toBe(new Set(tasks.flatMap((objects) => Object.values(objects))).size);
  // A blob that was written again would be younger than the end of the step that wrote it first.
  const run = await new Flow('ValuesFlow', { datastore: localDatastore(join(store.folder, '.metaflow')) }).latestRun;
  const finishedAt = (await run!.step('start').finishedAt)!.getTime();
  const rows = blobs.find((name) => name.endsWith(shasOf('rows')[0]!))!;
  expect((await stat(rows)).mtimeMs).toBeLessThan(finishedAt + 1);
});

test('an instance of a class is refused, with its place and what to do', async () => {
  const { code, stderr, stdout } = await store.mf(['run', file('refused')]);
  expect(code).toBe(1);
  expect(stdout + stderr).toMatch(/this\.models\[0\] cannot be stored: it is an instance of Model/);
  expect(stdout + stderr).toMatch(/MF4012: Store its data as a plain object/);
});
