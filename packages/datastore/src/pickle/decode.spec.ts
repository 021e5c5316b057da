import { decodePickle } from './decode';
import { CorruptPickleError } from './errors';
import { PyFrozenSet, PyGlobal, PyObject, PyTuple } from './python-values';

const decodeHex = (hex: string): unknown => decodePickle(Buffer.from(hex, 'hex'));

// The bytes are those of CPython 3.11's `pickle.dumps`.
describe('what Python writes', () => {
  test.each([
    [
      '4',
      '80049557000000000000008c086461746574696d65948c086461746574696d65949394430a07e4021d0c22380c0a149468008c0874696d657a6f6e6594939468008c0974696d6564656c74619493944b004b004b008794529485945294869452942e',
    ],
    [
      '2',
      '8002636461746574696d650a6461746574696d650a7100635f636f646563730a656e636f64650a7101580b00000007c3a4021d0c22380c0a14710258060000006c6174696e317103867104527105636461746574696d650a74696d657a6f6e650a7106636461746574696d650a74696d6564656c74610a71074b004b004b0087710852710985710a52710b86710c52710d2e',
    ],
  ])('an aware datetime is a Date, cut to milliseconds (protocol %s)', (_protocol, hex) => {
    expect(decodeHex(hex)).toEqual(new Date('2020-02-29T12:34:56.789Z'));
  });

  test('a datetime of another zone is the same instant', () => {
    const hex =
      '8004955d000000000000008c086461746574696d65948c086461746574696d65949394430a07e4021d0c00000000009468008c0874696d657a6f6e6594939468008c0974696d6564656c74619493944affffffff4a280401004b008794529485945294869452942e';
    expect(decodeHex(hex)).toEqual(new Date('2020-02-29T17:30:00Z'));
  });

  test('a naive datetime means no instant and stays opaque', () => {
    const hex =
      '8004952a000000000000008c086461746574696d65948c086461746574696d65949394430a07e4021d00000000000094859452942e';
    expect(decodeHex(hex)).toMatchObject({ module: 'datetime', name: 'datetime' });
  });

  test.each([
    [
      '80025d710028635f5f6275696c74696e5f5f0a62797465730a710129527102635f636f646563730a656e636f64650a71035803000000c3bf00710458060000006c6174696e317105867106527107652e',
    ],
    ['8004950d000000000000005d94284300944302ff0094652e'],
  ])('bytes', (hex) => expect(decodeHex(hex)).toEqual([new Uint8Array(), new Uint8Array([255, 0])]));

  test.each([
    [
      '8002635f5f6275696c74696e5f5f0a6279746561727261790a7100635f636f646563730a656e636f64650a7101580300000001c3bf710258060000006c6174696e3171038671045271058571065271072e',
    ],
    ['80049523000000000000008c086275696c74696e73948c09627974656172726179949394430201ff94859452942e'],
    ['8005950d0000000000000096020000000000000001ff942e'],
  ])('a bytearray', (hex) => expect(decodeHex(hex)).toEqual(new Uint8Array([1, 255])));

  test.each([
    [
      '80025d710028635f5f6275696c74696e5f5f0a7365740a71015d71024b0161857103527104635f5f6275696c74696e5f5f0a66726f7a656e7365740a71055d7106580100000061710761857108527109652e',
    ],
    ['80049512000000000000005d94288f94284b0190288c0161949194652e'],
  ])('sets', (hex) => expect(decodeHex(hex)).toEqual([new Set([1]), new PyFrozenSet(['a'])]));

  test.each([
    [
      '80025d7100288a07000000000000208a07000000000000e08a07ffffffffffff1f8a07010000000000e08a090000000000000000408a090000000000000000c04b00652e',
    ],
    [
      '80049541000000000000005d94288a07000000000000208a07000000000000e08a07ffffffffffff1f8a07010000000000e08a090000000000000000408a090000000000000000c04b00652e',
    ],
  ])('ints are numbers as long as they are exact', (hex) => {
    expect(decodeHex(hex)).toEqual([2n ** 53n, -(2n ** 53n), 2 ** 53 - 1, 1 - 2 ** 53, 2n ** 70n, -(2n ** 70n), 0]);
  });

  test('text with lone surrogates', () => {
    expect(decodeHex('80049519000000000000005d94288c03eda080948c03efbfbd948c0561f09f988094652e')).toEqual([
      '\ud800',
      '\ufffd',
      'a😀',
    ]);
  });

  test('classes and functions are names', () => {
    const hex =
      '8004952b000000000000005d94288c086275696c74696e73948c03696e749493948c086275696c74696e73948c036c656e949394652e';
    expect(decodeHex(hex)).toEqual([new PyGlobal('builtins', 'int'), new PyGlobal('builtins', 'len')]);
  });

  test('objects without a counterpart are what the pickle says about them', () => {
    const deque = decodeHex(
      '80049526000000000000008c0b636f6c6c656374696f6e73948c056465717565949394294b0386945294284b014b02652e',
    );
    expect(deque).toBeInstanceOf(PyObject);
    expect(deque).toMatchObject({ module: 'collections', name: 'deque', args: [[], 3], items: [1, 2] });
    const ordered = decodeHex(
      '80049529000000000000008c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c0161944b01732e',
    );
    expect(ordered).toMatchObject({ name: 'OrderedDict', entries: new Map([['a', 1]]) });
  });

  test('text of Python 2 is text where it is ASCII, else bytes', () => {
    expect(decodeHex('80025d28550161' + '5501e9' + '5402000000' + '6162' + '652e')).toEqual([
      'a',
      new Uint8Array([0xe9]),
      'ab',
    ]);
  });
});

describe('dicts', () => {
  test('text keys make a plain object, also of names that objects have', () => {
    const found = decodeHex(
      '80049523000000000000007d94288c095f5f70726f746f5f5f944b018c0b636f6e7374727563746f72944b02752e',
    );
    expect(Object.keys(found as object)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });

  test('any other key makes a Map', () => {
    expect(decodeHex('80049516000000000000007d94284b018c0161944b014b0286945d947d9461752e')).toEqual(
      new Map<unknown, unknown>([
        [1, 'a'],
        [PyTuple.of(1, 2), [{}]],
      ]),
    );
    expect(decodeHex('80049511000000000000007d94288c0161944b014b028c016294752e')).toEqual(
      new Map<unknown, unknown>([
        ['a', 1],
        [2, 'b'],
      ]),
    );
  });

  test('also when the dict refers to itself before the key comes', () => {
    const self = decodeHex('80049508000000000000007d944b016800732e') as Map<unknown, unknown>;
    expect(self.get(1)).toBe(self);
    // m = {'a': 1}; m['l'] = [m]; m[2] = m
    const mixed = decodeHex('80049518000000000000007d94288c0161944b018c016c945d946800614b026800752e') as Map<
      unknown,
      unknown
    >;
    expect(mixed.get('l')).toEqual([mixed]);
    expect((mixed.get('l') as unknown[])[0]).toBe(mixed);
    expect(mixed.get(2)).toBe(mixed);
  });

  test('also when it was put into other containers before the key comes', () => {
    // [d], and only then d[1] = 2.
    const hex = '8004' + '5d94' + '7d94' + '61' + '68014b014b0273' + '30' + '2e';
    const [dict] = decodeHex(hex) as unknown[];
    expect(dict).toEqual(new Map([[1, 2]]));
  });
});

test('floats are boxed when asked for', () => {
  const bytes = Buffer.from('80045d2847400000000000000046322e300a4b02652e', 'hex');
  expect(decodePickle(bytes)).toEqual([2, new Number(2), 2]);
  expect(decodePickle(bytes, { floats: 'boxed' })).toEqual([new Number(2), new Number(2), 2]);
});

describe('nothing is executed', () => {
  test.each([
    ['os.system("…")', '80048c026f738c0673797374656d938c0372756e85522e', 'os', 'system'],
    ['builtins.eval("…")', '80048c086275696c74696e738c046576616c938c0372756e85522e', 'builtins', 'eval'],
    [
      'constructor',
      '80048c0b636f6e7374727563746f728c0970726f746f74797065938c0372756e85522e',
      'constructor',
      'prototype',
    ],
  ])('%s is data', (_name, hex, module, name) => {
    const found = decodeHex(hex);
    expect(found).toBeInstanceOf(PyObject);
    expect(found).toMatchObject({ module, name, args: ['run'] });
  });
});

describe('what is no pickle', () => {
  test.each([
    ['nothing', '', 'the end comes too early at byte 0'],
    ['no end', '80044b01', 'the end comes too early at byte 4'],
    ['a text that is cut', '80048c0561', 'the end comes too early at byte 5'],
    ['an enormous text', '80048dffffffffffffff7f', 'bytes are announced, not all there at byte 3'],
    ['enormous bytes', '80044200000080', 'the end comes too early at byte 7'],
    ['an enormous frame', '800495ffffffffffffffff2e', 'not all there at byte 3'],
    ['an enormous integer', '80048bffffff7f', 'the end comes too early'],
    ['a negative length', '80048bffffffff2e', 'an integer of negative length'],
    ['an unknown opcode', '8004ff', 'unknown opcode 0xff at byte 2'],
    ['an empty stack', '80042e', 'nothing is left on the stack at byte 2'],
    ['no mark', '800475', 'there is no mark at byte 2'],
    ['a mark in the way', '80045d284b0161', 'nothing is left on the stack at byte 6'],
    ['an empty memo', '80046805', 'the memo has no entry 5 at byte 2'],
    ['items for a number', '80044b014b0261', 'items for something that is not a list at byte 6'],
    ['items for a tuple', '800429284b0165', 'items for something that is not a list'],
    ['entries for a list', '80045d4b014b0273', 'entries for something that is not a dict'],
    ['half an entry', '80047d284b0175', 'a key without a value'],
    ['items for a list as for a set', '80045d284b0190', 'items for something that is not a set'],
    ['a call of a number', '80044b012952', 'a call of something that is not a class or function'],
    ['a global of numbers', '80044b014b0293', 'a global whose name is not text'],
    ['text that is not UTF-8', '80048c01ff', 'a text that is not UTF-8 at byte 4'],
    ['overlong UTF-8', '80048c02c080', 'a text that is not UTF-8'],
    ['a float that is none', '80044678780a', 'a float that is not a number'],
    ['a line without end', '8004636f73', 'the end comes too early'],
  ])('%s', (_name, hex, message) => {
    expect(() => decodeHex(hex)).toThrow(
      expect.objectContaining({ code: 'MF4010', message: expect.stringContaining(message) }),
    );
  });

  test.each([
    ['a newer protocol', '80062e', 'protocol 6'],
    ['a persistent id', '80044b0151', 'a persistent id'],
    ['an extension', '80048201', 'an extension code'],
    ['protocol 0', '49310a2e', 'opcode I of pickle protocol 0'],
    ['state for a list', '80045d4e62', 'state for a value that has none'],
  ])('%s is not supported', (_name, hex, message) => {
    expect(() => decodeHex(hex)).toThrow(
      expect.objectContaining({ code: 'MF4011', message: expect.stringContaining(message) }),
    );
  });

  test('every truncation and every damaged byte gives a value or a coded error', () => {
    const whole = Buffer.from('80049516000000000000007d94284b018c0161944b014b0286945d947d9461752e', 'hex');
    const attempts: Buffer[] = [];
    for (let at = 0; at < whole.length; at++) {
      attempts.push(whole.subarray(0, at));
      for (const byte of [0, 1, 0x28, 0x30, 0x52, 0x61, 0x64, 0x75, 0x8b, 0x93, 0xff]) {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        attempts.push(damaged);
      }
    }
    for (const bytes of attempts) {
      try {
        decodePickle(bytes);
      } catch (error) {
        expect((error as CorruptPickleError).code).toMatch(/^MF401[01]$/);
      }
    }
  });

  test('a hundred thousand open marks and lists are no problem', () => {
    const marks = Buffer.concat([Buffer.from([0x80, 4]), Buffer.alloc(100_000, 0x28), Buffer.from('.')]);
    expect(() => decodePickle(marks)).toThrow(CorruptPickleError);
    const lists = Buffer.concat([Buffer.alloc(100_000, 0x5d), Buffer.alloc(99_999, 0x61), Buffer.from('.')]);
    expect(decodePickle(lists)).toHaveLength(1);
  });
});
