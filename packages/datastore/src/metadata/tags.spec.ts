import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStorage } from '../storage/local-storage';
import { LocalMetadata } from './local-metadata';
import { changedTags } from './tags';

describe('the rules', () => {
  const change = (add: string[], remove: string[], current = ['a', 'b'], system = ['user:ada']) =>
    changedTags(current, system, { add, remove });

  test('tags are removed first, then added', () => {
    expect(change(['c'], ['a'])).toEqual(['b', 'c']);
    expect(change(['a'], ['a'])).toEqual(['b', 'a']);
    expect(change([], ['nothing'])).toEqual(['a', 'b']);
  });

  test('a system tag is not added again and can not be removed', () => {
    expect(change(['user:ada', 'c'], [])).toEqual(['a', 'b', 'c']);
    expect(() => change([], ['user:ada'])).toThrow(
      expect.objectContaining({ code: 'MF4031', message: expect.stringContaining('user:ada') }),
    );
  });

  test.each([
    ['none', [], []],
    ['an empty one', [''], []],
    ['an empty one to remove', [], ['']],
    ['a long one', ['x'.repeat(501)], []],
    ['one that is no text', ['\ud800'], []],
  ])('%s is refused', (_name, add, remove) => {
    expect(() => change(add, remove)).toThrow(
      expect.objectContaining({ code: 'MF4031', advice: expect.stringMatching(/./) }),
    );
  });

  test('500 characters and 50 tags are fine, more tags only to have fewer', () => {
    expect(change(['é'.repeat(500)], [])).toHaveLength(3);
    const many = Array.from({ length: 50 }, (_, i) => `t${i}`);
    expect(change(['x'], ['t0'], many)).toHaveLength(50);
    expect(() => change(['x'], [], many)).toThrow('at most 50');
    const tooMany = [...many, 'a', 'b', 'c'];
    expect(change(['x'], ['a', 'b'], tooMany)).toHaveLength(52);
  });
});

describe('in local metadata', () => {
  let root: string;
  let metadata: LocalMetadata;
  const RUN = { flow: 'F', run: '1' };

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'mf-tags-'));
    metadata = new LocalMetadata(new LocalStorage(root));
    await metadata.writer('F', { user: 'ada', tags: ['a'], systemTags: ['user:ada'] }).registerRun('1');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('the run has the new tags, in the name of who changed them', async () => {
    expect(await metadata.changeTags(RUN, { add: ['b'], remove: ['a'] }, 'bob')).toEqual(['b']);
    expect(await metadata.run(RUN)).toMatchObject({ tags: ['b'], systemTags: ['user:ada'], user: 'bob' });
  });

  test('nothing is written when nothing changes', async () => {
    expect(await metadata.changeTags(RUN, { add: ['a', 'user:ada'], remove: ['x'] }, 'bob')).toEqual(['a']);
    expect(await metadata.run(RUN)).toMatchObject({ user: 'ada' });
  });

  test('a run that is not there', async () => {
    await expect(metadata.changeTags({ flow: 'F', run: '2' }, { add: ['b'], remove: [] }, 'bob')).rejects.toMatchObject(
      {
        code: 'MF4032',
        message: expect.stringContaining('F/2'),
      },
    );
  });

  test('changes that another process overwrites are made again, and given up in the end', async () => {
    class Contested extends LocalStorage {
      overwrites = 1;
      override async write(...args: Parameters<LocalStorage['write']>): Promise<boolean> {
        const written = await super.write(...args);
        if (args[2]?.overwrite && this.overwrites-- > 0) {
          const theirs = JSON.parse(String(args[1]));
          await super.write(args[0], JSON.stringify({ ...theirs, tags: ['theirs'] }), { overwrite: true });
        }
        return written;
      }
    }
    const storage = new Contested(root);
    const contested = new LocalMetadata(storage);
    expect(await contested.changeTags(RUN, { add: ['mine'], remove: [] }, 'bob')).toEqual(['theirs', 'mine']);
    storage.overwrites = 100;
    await expect(contested.changeTags(RUN, { add: ['x'], remove: [] }, 'bob')).rejects.toMatchObject({
      code: 'MF4033',
    });
  });
});
