import { metadataOfAttempt } from './metadata-of-attempt';

const record = (field: string, value: string, createdAt: number, attempt?: number) => ({
  field,
  value,
  type: field,
  createdAt,
  tags: attempt === undefined ? [] : [`attempt_id:${attempt}`],
});

test('records are told apart by their tags where all have one', () => {
  const records = [record('attempt', '0', 1, 0), record('attempt', '1', 5, 1), record('x', 'late', 9, 0)];
  expect(metadataOfAttempt(records, 0)).toEqual([records[0], records[2]]);
});

test('else by the times at which attempts started', () => {
  const records = [
    record('before', '', 0),
    record('attempt', '0', 1),
    record('x', 'a', 2),
    record('attempt', '1', 5),
    record('x', 'b', 6),
  ];
  expect(metadataOfAttempt(records, 0).map(({ value }) => value)).toEqual(['0', 'a']);
  expect(metadataOfAttempt(records, 1).map(({ value }) => value)).toEqual(['1', 'b']);
  expect(metadataOfAttempt(records, 2)).toEqual([]);
});
