import { LogLines } from './log-lines';

const text = (lines: readonly Buffer[]): string[] => lines.map(String);

test('lines come without their times, whatever pieces the log comes in', () => {
  const lines = new LogLines();
  expect(text(lines.push(Buffer.from('2026-11-27T02:00:00.5Z a b\n2026-11-27T02:00:00.51')))).toEqual(['a b\n']);
  expect(text(lines.push(Buffer.from('Z \n2026-11-27T02:00:01Z c')))).toEqual(['\n']);
  expect(text(lines.flush())).toEqual(['c']);
});

test('what was handed on is not handed on again when the log is read again', () => {
  const lines = new LogLines();
  const log = '2026-11-27T02:00:00.1Z a\n2026-11-27T02:00:00.25Z b\n2026-11-27T02:00:00.25Z c\n';
  lines.push(Buffer.from(log));
  expect(lines.since).toBe('2026-11-27T02:00:00.250000000Z');
  lines.restart();
  const more = '2026-11-27T02:00:00.25Z d\n2026-11-27T02:00:00.3Z e\n';
  expect(text(lines.push(Buffer.from(log + more)))).toEqual(['d\n', 'e\n']);
});

test('a time with fewer digits is not later than one with more', () => {
  const lines = new LogLines();
  expect(text(lines.push(Buffer.from('2026-11-27T02:00:00.9Z a\n2026-11-27T02:00:00.901Z b\n')))).toEqual([
    ...['a\n', 'b\n'],
  ]);
});

test('times of a node in another zone are the same times', () => {
  const lines = new LogLines();
  lines.push(Buffer.from('2026-11-27T01:30:00.25+05:30 a\n'));
  expect(lines.since).toBe('2026-11-26T20:00:00.250000000Z');
});

test('what a node says instead of a log is no line of it', () => {
  const lines = new LogLines();
  expect(text(lines.push(Buffer.from('2026-11-27T02:00:00.1Z a\n')))).toEqual(['a\n']);
  lines.restart();
  expect(text(lines.push(Buffer.from('unable to retrieve container logs for containerd://71b9')))).toEqual([]);
  expect(text(lines.flush())).toEqual([]);
  expect(lines.since).toBe('2026-11-27T02:00:00.100000000Z');
});
