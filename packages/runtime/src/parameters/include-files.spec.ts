import { constants } from 'node:buffer';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { LocalStorage, readIncludedFile } from '@mf/datastore';
import type { FlowIR, ParameterDescription } from '@mf/ir';
import { deployTimeDefaults } from './deploy-time-defaults';
import { fileArtifact, readFiles, storeFiles } from './include-files';

let folder: string;
let storage: LocalStorage;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mf-include-'));
  storage = new LocalStorage(join(folder, 'data'));
  writeFileSync(join(folder, 'table.csv'), 'a;é\r\n');
  writeFileSync(join(folder, 'latin.txt'), Buffer.from([0xe9]));
  mkdirSync(join(folder, 'folder'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = { file: 'x.flow.ts', line: 1, column: 1 };
const parameter = (given: Partial<ParameterDescription> = {}) => ({
  ...{ property: 'table', name: 'table', type: 'file' as const, computedDefault: false, required: false, help: '', at },
  ...{ isText: true, encoding: 'utf-8' },
  ...given,
});
const flow = (given: Partial<ParameterDescription> = {}): FlowIR => ({
  ...{ irVersion: 1, name: 'F', at, doc: '', steps: [], fields: [], constants: [], decorators: [] },
  parameters: [parameter(given)],
});
const read = (path: string, given: Partial<ParameterDescription> = {}) =>
  readFiles(flow(given), { table: path }, () => folder);

test('a file is stored as Metaflow stores it, and read by what is known of it', async () => {
  const values = await storeFiles({ table: 'table.csv', n: 1 }, await read('table.csv'), storage, 'F');
  const [sha] = readdirSync(join(folder, 'data', 'F'));
  expect(values).toEqual({
    n: 1,
    table: {
      ...{ type: 'uploader-v2', 'sub-type': 'uploaded', url: `local://${storage.root}/F/${sha}` },
      ...{ is_text: true, encoding: 'utf-8', note: 'Internal representation of IncludeFile', size: 6 },
    },
  });
  expect(sha).toMatch(/^[0-9a-f]{40}$/);
  expect(gunzipSync((await storage.read(`F/${sha}`))!)).toEqual(Buffer.from('a;é\r\n'));
  const artifact = (await fileArtifact(parameter(), values['table']!, storage, 'F'))!;
  expect(artifact.descriptor).toEqual(values['table']);
  expect(readIncludedFile(storage, artifact)).toBe('a;é\n');
});

test('a path from whoever triggers a run is read when the run starts', async () => {
  const artifact = await fileArtifact(parameter(), join(folder, 'table.csv'), storage, 'F');
  expect(readIncludedFile(storage, artifact!)).toBe('a;é\n');
  expect(await fileArtifact(parameter(), null, storage, 'F')).toBeNull();
});

test.each<[string, Partial<ParameterDescription>, object]>([
  ['nothing.csv', {}, { code: 'MF2110', message: 'Parameter table: there is no file nothing.csv' }],
  ['folder', {}, { code: 'MF2110', message: 'Parameter table: folder is a folder, not a file' }],
  ['latin.txt', {}, { code: 'MF2114', message: 'Parameter table: latin.txt is not text in the encoding utf-8' }],
  ['latin.txt', { encoding: 'utf-88' }, { code: 'MF2111', message: 'There is no text encoding utf-88' }],
])('%s %j is refused before anything is written', async (path, given, error) => {
  await expect(read(path, given)).rejects.toMatchObject(error);
  expect(readdirSync(folder)).not.toContain('data');
});

test('a file that is larger than a text or a buffer can be is refused', async () => {
  const large = (size: number): void => {
    writeFileSync(join(folder, 'large'), '');
    truncateSync(join(folder, 'large'), size);
  };
  large(constants.MAX_STRING_LENGTH + 1);
  await expect(read('large')).rejects.toMatchObject({
    code: 'MF2115',
    advice: expect.stringContaining('isText') as string,
  });
  large(2 ** 31);
  await expect(read('large', { isText: false })).rejects.toMatchObject({ code: 'MF2115' });
  rmSync(join(folder, 'large'));
});

test('bytes and other encodings', async () => {
  expect((await read('latin.txt', { isText: false })).size).toBe(1);
  const values = await storeFiles({}, await read('latin.txt', { encoding: 'latin-1' }), storage, 'F');
  const artifact = await fileArtifact(parameter({ encoding: 'latin-1' }), values['table']!, storage, 'F');
  expect(readIncludedFile(storage, artifact!)).toBe('é');
});

(process.getuid?.() === 0 ? test.skip : test)('a file that may not be read', async () => {
  chmodSync(join(folder, 'table.csv'), 0);
  await expect(read('table.csv')).rejects.toMatchObject({ message: 'Parameter table: table.csv may not be read' });
});

test('a deployment stores its default file, and says in the same words everywhere which it is', async () => {
  const deploy = (includedFiles: LocalStorage) =>
    deployTimeDefaults({
      ...{ ir: flow({ default: './table.csv' }), bundle: 'unused.mjs', userName: 'ada', flowFolder: folder },
      place: { storage: new LocalStorage(join(folder, '.metaflow')), includedFiles },
    });
  const { table } = await deploy(storage);
  expect(await deploy(new LocalStorage(join(folder, 'elsewhere')))).toEqual({ table });
  expect(table).not.toContain(folder);
  const artifact = await fileArtifact(parameter(), JSON.parse(table as string), storage, 'F');
  expect(readIncludedFile(storage, artifact!)).toBe('a;é\n');
  const other = new LocalStorage(join(folder, 'other'));
  await expect(fileArtifact(parameter(), JSON.parse(table as string), other, 'F')).rejects.toMatchObject({
    code: 'MF2112',
  });
});
