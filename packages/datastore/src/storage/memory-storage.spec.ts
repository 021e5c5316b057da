import { MemoryStorage } from './memory-storage';

test('keeps objects by their paths until the process ends', async () => {
  const storage = new MemoryStorage();
  expect(await storage.write('a/b', 'one')).toBe(true);
  expect(await storage.write('a/b', 'two')).toBe(false);
  expect(await storage.write('a/c/d', Buffer.from('three'))).toBe(true);
  expect(await storage.list('a')).toEqual(['b', 'c']);
  expect(await storage.list('')).toEqual(['a']);
  expect(String(await storage.read('a/b'))).toBe('one');
  expect(await storage.write('a/b', 'two', { overwrite: true })).toBe(true);
  expect((await storage.readMany(['a/b', 'x'])).map((bytes) => bytes?.toString())).toEqual(['two', undefined]);
  expect([await storage.size('a/c/d'), await storage.exists('a/c')]).toEqual([5, false]);
  await storage.remove('a/b');
  expect([...storage.objects.keys()]).toEqual(['a/c/d']);
});

test('objects that grow are whole at any time', async () => {
  const storage = new MemoryStorage();
  const log = storage.grow('log');
  await log.append('one ');
  await log.append(Buffer.from('two'));
  await log.close();
  expect(String(storage.readSync('log'))).toBe('one two');
  const empty = storage.grow('empty');
  await empty.close();
  expect(await storage.size('empty')).toBe(0);
});
