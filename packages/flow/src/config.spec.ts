import { config, FlowSpec, parameter, step } from './index';
import { computeDefaults, type ConfigHost, configValue, describeFlow, setConfigs } from './internal';

const key = Symbol.for('@mf/flow.configHost');

/** A host that knows some texts, as whoever loads a flow does. */
function host(texts: Readonly<Record<string, string | { problem: string } | { parsed: string }>>): void {
  const present: ConfigHost = {
    read(name, file) {
      const known = texts[name] ?? (file === undefined ? undefined : texts[file]);
      if (known === undefined) return undefined;
      if (typeof known === 'string') return { source: 'x.json', text: known };
      return 'problem' in known
        ? { source: 'x.json', ...known }
        : { source: 'a run', text: known.parsed, isParsed: true };
    },
    checkJson(text) {
      try {
        JSON.parse(text);
        return { json: text.replace(/\s/g, '') };
      } catch {
        return { problem: 'line 1, column 2: x' };
      }
    },
  };
  Object.assign(globalThis, { [key]: present });
}

afterEach(() => Object.assign(globalThis, { [key]: undefined }));

test('a value is what is given, else what the default file has, else the default', () => {
  host({ given: '{"a": 1}', './default.json': '{"a": 2}' });
  expect(config('given', { default: './default.json' })).toEqual({ a: 1 });
  expect(config('other', { default: './default.json' })).toEqual({ a: 2 });
  expect(config('value', { defaultValue: { a: 3 } })).toEqual({ a: 3 });
  expect(config('text', { defaultValue: '{"a": 4}' })).toEqual({ a: 4 });
  expect(config('none')).toBeNull();
});

test('a parser makes the value of text, but not of what it has made before', () => {
  const parser = (text: string) => ({ words: text.split(' ') });
  host({ given: 'a b', before: { parsed: '{"words":["c"]}' } });
  expect(config('given', { parser, required: true })).toEqual({ words: ['a', 'b'] });
  expect(config('before', { parser, required: true })).toEqual({ words: ['c'] });
  expect(config('itself', { parser, defaultValue: { words: ['d'] } })).toEqual({ words: ['d'] });
});

test('nobody can change a value', () => {
  host({});
  const value = config('deep', { defaultValue: { list: [{ a: 1 }] } });
  expect(() => Object.assign(value.list[0]!, { a: 2 })).toThrow(TypeError);
  expect(config('deep', { defaultValue: { list: [{ a: 1 }] } })).toBe(value);
});

test.each<[string, () => unknown, string]>([
  ['MF1320', () => config('gone', { default: './gone.json' }), 'cannot be read from x.json: there is no such file'],
  ['MF1321', () => config('bad', { required: true }), 'the config bad is not JSON: x.json: line 1, column 2: x'],
  ['MF1322', () => config('list', { required: true }), 'the config list is no object: x.json'],
  [
    'MF1322',
    () => config('p', { defaultValue: 'x', parser: () => [] as never }),
    'what its parser made of its default',
  ],
  [
    'MF1323',
    () =>
      config('list', {
        required: true,
        parser: () => {
          throw new Error('oops');
        },
      }),
    'the parser of the config list failed on x.json: oops',
  ],
  ['MF1324', () => config('must', { required: true, help: 'How' }), 'the config must is required (How)'],
  ['MF1325', () => config('a-b'), 'the config "a-b" cannot be called so'],
])('%s', (code, declare, message) => {
  host({ './gone.json': { problem: 'there is no such file' }, bad: '{', list: '[1]' });
  expect(declare).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }));
});

test('without a host there is no value', () => {
  expect(() => config('settings', { default: './settings.json' })).toThrow(expect.objectContaining({ code: 'MF2121' }));
});

test('a flow is described with its configs, and has the same values when it runs with them', async () => {
  host({ settings: '{"rate": 2.0, "names": ["é"]}' });
  const declare = () => {
    const settings = config<{ rate: number; names: string[] }>('settings', { required: true, help: 'How' });
    return class Flow extends FlowSpec {
      settings = settings;
      own = config('own');
      threshold = 5;
      rate = parameter({ default: settings.rate });
      who = parameter({ default: ({ configs }) => JSON.stringify(configs) });
      @step start() {}
    };
  };
  const described = describeFlow(declare());
  expect(described.configs).toEqual([
    { name: 'settings', help: 'How', required: true, json: '{"rate":2.0,"names":["é"]}' },
    { name: 'own', help: '', required: false, json: null },
  ]);
  expect(described.constants).toEqual(['threshold']);
  expect(described.parameters[0]).toMatchObject({ type: 'int', default: 2 });

  Object.assign(globalThis, { [key]: undefined });
  setConfigs(JSON.stringify(described.configs));
  const baked = declare();
  expect(describeFlow(baked)).toEqual(described);
  expect(configValue('settings')).toEqual({ rate: 2, names: ['é'] });
  const context = { flowName: 'Flow', userName: 'ada', dsType: 'local', logger: () => undefined };
  expect(await computeDefaults(baked, context)).toEqual({ who: '{"settings":{"rate":2,"names":["é"]},"own":null}' });
});

test('nothing else may be called like a config', () => {
  host({});
  config('settings', { defaultValue: {} });
  class Field extends FlowSpec {
    settings = { other: 1 };
  }
  class Step extends FlowSpec {
    @step settings() {}
  }
  class Param extends FlowSpec {
    p = parameter({ name: 'settings', default: 1 });
  }
  for (const flow of [Field, Step, Param]) {
    expect(() => describeFlow(flow)).toThrow(expect.objectContaining({ code: 'MF1325' }));
  }
});
