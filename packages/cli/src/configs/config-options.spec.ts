import { takeConfigs } from './config-options';
import { checkConfigNames, readConfigs } from './read-configs';

const usage = (code: string, message: string): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string });

test('options of two words are taken out, wherever they stand', () => {
  const words = ['run', '--config', 'a', 'x y.json', 'f.ts', '--config-value', 'b', '{"n": 1}', '--alpha', '1'];
  expect(takeConfigs(words)).toEqual({
    words: ['run', 'f.ts', '--alpha', '1'],
    configs: { config: { a: 'x y.json' }, configValue: { b: '{"n": 1}' } },
  });
  expect(takeConfigs(['run', 'f.ts', '--configure=1'])).toEqual({
    words: ['run', 'f.ts', '--configure=1'],
    configs: {},
  });
});

test('one word can say several', () => {
  expect(takeConfigs(['--config={"a": "x.json", "b": "y.json"}', '--config-value', '{"c": {"n": 1}}', 'f.ts'])).toEqual(
    {
      words: ['f.ts'],
      configs: { config: { a: 'x.json', b: 'y.json' }, configValue: { c: { n: 1 } } },
    },
  );
});

test.each([
  [['--config', 'a'], '--config needs the name of a config and a path'],
  [['--config-value'], '--config-value needs the name of a config and a value'],
  [['--config', 'a', '--alpha'], '--config needs the name'],
  [['--config', '{"a": 1'], '--config is not JSON'],
])('%j', (words, message) => {
  expect(() => takeConfigs(words)).toThrow(usage('MF2001', message) as Error);
});

test('a variable counts where its option is not given at all', async () => {
  const env = {
    METAFLOW_FLOW_CONFIG_VALUE: '{"a": {"n": 1}, "b": "who: ana"}',
    METAFLOW_FLOW_CONFIG: '{"c": "/nowhere/c.json"}',
  };
  const missing = { source: '/nowhere/c.json', problem: 'there is no such file' };
  expect(await readConfigs({}, { cwd: '/', env })).toEqual({
    a: { source: 'its value', text: '{"n":1}' },
    b: { source: 'its value', text: 'who: ana' },
    c: missing,
  });
  expect(await readConfigs({ configValue: { z: '{}' } }, { cwd: '/', env })).toEqual({
    z: { source: 'its value', text: '{}' },
    c: missing,
  });
  await expect(readConfigs({ config: { a: 'x' } }, { cwd: '/', env })).rejects.toEqual(
    usage('MF2001', 'both a file and a value are given for the config a'),
  );
  await expect(readConfigs({}, { cwd: '/', env: { METAFLOW_FLOW_CONFIG: '[]' } })).rejects.toEqual(
    usage('MF2001', 'METAFLOW_FLOW_CONFIG is not a JSON object'),
  );
});

test('an option that names no config is wrong', () => {
  const ir = { configs: [{ name: 'settings', help: '', required: false, json: null }] } as never;
  expect(() => checkConfigNames({ config: { settings: 'x' } }, [ir])).not.toThrow();
  expect(() => checkConfigNames({ config: { setings: 'x' } }, [ir])).toThrow(
    'there is no config setings. Did you mean',
  );
  expect(() => checkConfigNames({ config: { setings: 'x' } }, [undefined])).not.toThrow();
});
