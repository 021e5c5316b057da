import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStorage, type Storage } from '@mf/datastore';
import { placeFiles, placeKeptFiles } from './place-files';

const wanted = [
  { path: 'PlainFlow-0123456789abcdef.mjs', text: 'code' },
  { path: 'PlainFlow.py', text: 'dag' },
  { path: 'PlainFlow.manifest.json', text: '{}' },
];
const kept = wanted.map(({ path, text }) => ({ path, content: Buffer.from(text) }));

let folder: string;
let files: LocalStorage;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-place-'));
  files = new LocalStorage(folder);
});
afterEach(() => rm(folder, { recursive: true }));

/** A place where somebody takes code for unused while the manifest that names it is not there yet. */
function withRemoval(): Storage {
  let isRemoved = false;
  return new (class extends LocalStorage {
    override async write(...[path, ...rest]: Parameters<Storage['write']>): Promise<boolean> {
      if (path.endsWith('.manifest.json') && !isRemoved) {
        isRemoved = true;
        await this.remove(wanted[0]!.path);
      }
      return super.write(path, ...rest);
    }
  })(folder);
}

describe.each([
  ['a deployment', (place: Storage) => placeFiles(place, wanted)],
  ['an earlier deployment', (place: Storage) => placeKeptFiles(place, kept)],
])('%s', (_name, put) => {
  it('says whether anything was not there', async () => {
    expect([await put(files), await put(files)]).toEqual([true, false]);
  });

  it('is whole in the end, whatever another removal takes for unused', async () => {
    expect(await put(withRemoval())).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(wanted.map(({ path }) => path).sort());
  });
});
