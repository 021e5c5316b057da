import { createHash, randomBytes } from 'node:crypto';
import { SMALL_CONTENT, sha1OfSmall } from './small-sha1';

test('gives what Node gives, for every length', () => {
  for (let length = 0; length <= SMALL_CONTENT; length++) {
    const content = randomBytes(length);
    expect(sha1OfSmall(content)).toBe(createHash('sha1').update(content).digest('hex'));
  }
});

test('takes a part of a larger buffer for itself', () => {
  const whole = randomBytes(300);
  const part = whole.subarray(100, 177);
  expect(sha1OfSmall(part)).toBe(createHash('sha1').update(part).digest('hex'));
});
