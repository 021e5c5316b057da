import { Writable } from 'node:stream';
import { PacedWriter } from './paced-writer';

function slowStream() {
  let release: () => void = () => undefined;
  const stream = new Writable({
    highWaterMark: 4,
    write(_piece, _encoding, done) {
      release = () => done();
    },
  });
  return { stream, release: () => release() };
}

async function isTaken(writer: PacedWriter): Promise<boolean> {
  const later = new Promise<false>((resolve) => setTimeout(() => resolve(false), 20));
  return Promise.race([writer.taken().then(() => true), later]);
}

test('waits for a reader that is slow', async () => {
  const { stream, release } = slowStream();
  const writer = new PacedWriter(stream);
  writer.write('a');
  expect(await isTaken(writer)).toBe(true);
  writer.write('bcdef');
  writer.write('g');
  expect(await isTaken(writer)).toBe(false);
  while (stream.writableNeedDrain) {
    release();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await isTaken(writer)).toBe(true);
  expect(stream.listenerCount('drain')).toBe(0);
});

test('does not wait for a reader that is gone', async () => {
  const { stream } = slowStream();
  stream.on('error', () => undefined);
  const writer = new PacedWriter(stream);
  writer.write('abcdef');
  stream.destroy(new Error('EPIPE'));
  expect(await isTaken(writer)).toBe(true);
  writer.write('more');
  expect(await isTaken(writer)).toBe(true);
});
