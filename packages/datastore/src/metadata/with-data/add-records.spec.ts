import { inOrderOfAttempts } from './add-records';

const done = (attempt: number) => Buffer.from(JSON.stringify({ value: String(attempt) }));

test('the attempt that came later comes later by the name of its record, whatever the clocks of the machines said', () => {
  const records = new Map([
    ['sysmeta_attempt-done_500.json', done(1)],
    ['sysmeta_attempt-done_900.json', done(0)],
    ['sysmeta_user_500.json', Buffer.from('{}')],
  ]);
  expect([...inOrderOfAttempts(records).keys()].sort()).toEqual([
    'sysmeta_attempt-done_900.json',
    'sysmeta_attempt-done_901.json',
    'sysmeta_user_500.json',
  ]);
});

test('what is known already counts too, and what is in order stays', () => {
  const known = new Map([['sysmeta_attempt-done_950.json', done(0)]]);
  const late = new Map([['sysmeta_attempt-done_500.json', done(1)]]);
  expect([...inOrderOfAttempts(late, known).keys()]).toEqual(['sysmeta_attempt-done_951.json']);
  const fine = new Map([['sysmeta_attempt-done_960.json', done(1)]]);
  expect([...inOrderOfAttempts(fine, known).keys()]).toEqual(['sysmeta_attempt-done_960.json']);
});
