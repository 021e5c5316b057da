import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStorage } from '../storage/local-storage';
import { logPath } from '../task/attempt-files';
import { LineDecorator, longestLine } from './line-decorator';
import { parseLogLine } from './log-line';
import { LogWriter } from './log-writer';
import { logSize, mergeLogs, readLog } from './read-log';

const LINE = /^\[MFLOG\|0\|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z\|task\|[0-9a-f-]{36}\](.*)$/;
const TASK = { flow: 'F', run: '1', step: 'start', task: '2' };

describe('a line', () => {
  test('is taken apart', () => {
    const line = Buffer.from('[MFLOG|0|2026-11-23T08:25:51.176123Z|runtime|3effe6b1-d0e9]é [x] text\n');
    expect(parseLogLine(line)).toEqual({
      timestamp: '2026-11-23T08:25:51.176123',
      source: 'runtime',
      id: '3effe6b1-d0e9',
      message: Buffer.from('é [x] text'),
    });
  });

  test('may have the mark of one that is on its way', () => {
    expect(parseLogLine(Buffer.from('[![MFLOG|0|2026-11-23T08:25:51.1Z|task|a]x')).message.toString()).toBe('x');
  });

  test.each(['text\n', '[MFLOG|1|2026-11-23T08:25:51.1Z|task|a]x', '[MFLOG|0|yesterdayZ|task|a]x', '[MFLOG|0|', ''])(
    '%j is no log line and stays whole',
    (text) => {
      expect(parseLogLine(Buffer.from(text))).toMatchObject({ timestamp: undefined, message: Buffer.from(text) });
    },
  );
});

describe('the decorator', () => {
  test('makes lines of whatever pieces come', () => {
    const decorator = new LineDecorator('task');
    const pieces = ['one\ntw', 'o', '\n\nfou', 'r'];
    const text = pieces.map((piece) => decorator.push(piece).toString()).join('') + decorator.flush().toString();
    const lines = text.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => LINE.exec(line)?.[2])).toEqual(['one', 'two', '', 'four']);
    expect(decorator.flush()).toHaveLength(0);
  });

  test('keeps characters that are cut between pieces, and bytes that are no text', () => {
    const decorator = new LineDecorator('task');
    const euro = Buffer.from('€');
    expect(decorator.push(euro.subarray(0, 1))).toHaveLength(0);
    const [line] = mergeLogs([decorator.push(Buffer.concat([euro.subarray(1), Buffer.from([0xff, 0x0a])]))]);
    expect(line?.message).toEqual(Buffer.concat([euro, Buffer.from([0xff])]));
  });

  test('makes several lines of one that is very long', () => {
    const decorator = new LineDecorator('task');
    const whole = Buffer.alloc(2.5 * longestLine, 'abc');
    const lines = mergeLogs([
      decorator.push(whole.subarray(0, 100)),
      decorator.push(whole.subarray(100)),
      decorator.flush(),
    ]);
    expect(lines.map(({ message }) => message.length)).toEqual([longestLine, longestLine, 0.5 * longestLine]);
    expect(Buffer.concat(lines.map(({ message }) => message)).equals(whole)).toBe(true);
  });

  test('makes them without cutting a character, wherever the pieces were cut', () => {
    const decorator = new LineDecorator('task');
    const whole = Buffer.from(`x${'€'.repeat(longestLine)}`);
    const pieces = Array.from({ length: 4 }, (_, index) =>
      whole.subarray(index * longestLine, (index + 1) * longestLine),
    );
    const lines = mergeLogs([...pieces.map((piece) => decorator.push(piece)), decorator.flush()]);
    const texts = lines.map(({ message }) => new TextDecoder('utf-8', { fatal: true }).decode(message));
    expect(texts.join('') === whole.toString()).toBe(true);
    expect(Math.max(...lines.map(({ message }) => message.length))).toBeLessThanOrEqual(longestLine);
  });

  test('keeps the order of lines of two streams', () => {
    const [one, other] = [new LineDecorator('task'), new LineDecorator('task')];
    const lines = Array.from({ length: 100 }, (_, index) => (index % 2 ? one : other).push(`${index}\n`));
    expect(mergeLogs(lines.reverse()).map(({ message }) => Number(message))).toEqual(
      Array.from({ length: 100 }, (_, i) => i),
    );
  });

  test('gives strictly increasing times', () => {
    const decorator = new LineDecorator('task');
    const lines = decorator.push('x\n'.repeat(5000)).toString().trimEnd().split('\n');
    const times = lines.map((line) => LINE.exec(line)?.[1] as string);
    for (let i = 1; i < times.length; i++) expect((times[i - 1] as string) < (times[i] as string)).toBe(true);
  });
});

describe('a log', () => {
  let root: string;
  let storage: LocalStorage;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mf-log-'));
    storage = new LocalStorage(root);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('can be read while it is written, and is empty before anything is printed', async () => {
    const path = logPath(TASK, 0, 'task', 'stdout');
    expect(path).toBe('F/1/start/2/0.task_stdout.log');
    const writer = new LogWriter(storage, path, 'task');
    await writer.write('');
    expect(readFileSync(join(root, path), 'utf8')).toBe('');
    await writer.write('first\nsec');
    expect((await readLog(storage, TASK, 0, 'stdout')).map(({ message }) => message.toString())).toEqual(['first']);
    void writer.write('ond\n');
    await writer.write('third');
    await writer.close();
    expect((await readLog(storage, TASK, 0, 'stdout')).map(({ message }) => message.toString())).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(await logSize(storage, TASK, 0, 'stdout')).toBe(readFileSync(join(root, path)).length);
    expect(await readLog(storage, TASK, 0, 'stderr')).toEqual([]);
    expect(await logSize(storage, TASK, 1, 'stdout')).toBe(0);
  });

  test('an unwritable place is reported to whoever writes', async () => {
    await storage.write('F', 'a file in the way');
    const writer = new LogWriter(storage, logPath(TASK, 0, 'task', 'stdout'), 'task');
    await expect(writer.write('x\n')).rejects.toMatchObject({ code: 'MF4001' });
    await expect(writer.close()).rejects.toMatchObject({ code: 'MF4001' });
  });
});

test('logs of several sources are merged by time; what is no log line comes last', () => {
  const line = (time: string, source: string, id: string, text: string) =>
    `[MFLOG|0|2026-11-23T08:25:${time}Z|${source}|${id}]${text}\n`;
  const runtime = `stray\n${line('01.000000', 'runtime', 'a', '1')}${line('03.000000', 'runtime', 'z', '4')}`;
  const task =
    line('02.000000', 'task', 'b', '2') +
    line('03.000000', 'task', 'b', '5') +
    line('03.000000', 'runtime', 'b', '3') +
    'cut';
  expect(mergeLogs([Buffer.from(runtime), Buffer.from(task)]).map(({ message }) => message.toString())).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    'stray\n',
    'cut',
  ]);
});
