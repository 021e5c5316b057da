import type { FlowDescription, ParameterDescription } from '../flow-description';
import type { FlowIR } from '../flow-ir';
import type { JsonObject } from '../json';
import { at, sketchFlow } from '../testing/sketch-flow';
import { lint } from './lint';

const line = { start: 'a', a: 'end', end: '' };
const found = (ir: FlowIR): string[] => lint(ir).map((diagnostic) => `${diagnostic.code} ${diagnostic.at.line}`);

describe('names of steps', () => {
  const named = (name: string): string[] => found(sketchFlow({ start: name, [name]: 'end', end: '' }));
  it.each(['next', 'input', 'index', 'mergeArtifacts', 'name', 'constructor', 'toString', 'then'])(
    '%s is reserved',
    (name) => expect(named(name)).toContain('MF1201 20'),
  );
  it.each(['_a', '$a', 'a$', 'größe', '1a'])('%s has a wrong character', (name) =>
    expect(named(name)).toEqual(['MF1202 20']),
  );
  it.each(['trainModel', 'train_model2', 'T'])('%s is fine', (name) => expect(named(name)).toEqual([]));
  it('that differ only in case', () =>
    expect(found(sketchFlow({ start: 'a', a: 'A', A: 'end', end: '' }))).toEqual(['MF1203 30']));
});

describe('names of steps that end branches', () => {
  const joined = (name: string, split = `a, ${name}`): string[] =>
    found(sketchFlow({ start: split, a: 'j', [name]: 'j', 'j(inputs)': 'end', end: '' }));
  it.each(['flat', 'map', 'length', 'at'])('%s is found by its place only', (name) => {
    expect(joined(name)).toEqual(['MF1204 30']);
    const { message, severity } = lint(
      sketchFlow({ start: `a, ${name}`, a: 'j', [name]: 'j', 'j(inputs)': 'end', end: '' }),
    )[0]!;
    expect([severity, message]).toEqual([
      'warning',
      `In step j, inputs.${name} is the ${name} of arrays, and not the results of step ${name}.`,
    ]);
  });
  it.each(['flatten', 'b'])('%s is fine', (name) => expect(joined(name)).toEqual([]));
  it('elsewhere they are fine', () => {
    expect(found(sketchFlow({ start: 'flat', flat: 'end', end: '' }))).toEqual([]);
    const inside = { start: 'a, flat', a: 'j', flat: 'b', b: 'j', 'j(inputs)': 'end', end: '' };
    expect(found(sketchFlow(inside))).toEqual([]);
    const foreach = sketchFlow({ start: 'map foreach items', map: 'j', 'j(inputs)': 'end', end: '' });
    expect(found({ ...foreach, fields: [{ name: 'items', at: at(5), kind: 'artifact' }] })).toEqual([]);
  });
});

describe('fields', () => {
  const withField = (name: string): string[] =>
    found({ ...sketchFlow(line), fields: [{ name, at: at(5), kind: 'artifact' }] });
  it.each(['input', 'next', 'name', '_graph_info', '_task_ok', 'hasOwnProperty'])('%s is reserved', (name) =>
    expect(withField(name)).toEqual(['MF1210 5']),
  );
  it('named like a step', () => expect(withField('a')).toEqual(['MF1211 5']));

  it('that a foreach or switch names must be declared', () => {
    const undeclared = (graph: Record<string, string>) =>
      lint({ ...sketchFlow(graph), fields: [{ name: 'items', at: at(5), kind: 'artifact' }] });
    const foreach = undeclared({ start: 'w foreach itmes', w: 'j', 'j(inputs)': 'end', end: '' });
    expect(foreach).toMatchObject([
      { code: 'MF1212', at: at(11), message: expect.stringContaining('Did you mean items?') as string },
    ]);
    const choice = undeclared({ start: '{small: a, large: end} on size', a: 'end', end: '' });
    expect(choice).toMatchObject([
      { code: 'MF1213', at: at(11), advice: expect.stringContaining('size!: "small" | "large";') as string },
    ]);
  });

  it('a parameter or constant can be gone over, too', () => {
    const graph = { start: 'w foreach xs', w: 'j', 'j(inputs)': 'end', end: '' };
    const parameter = {
      property: 'xs',
      name: 'xs',
      type: 'json',
      computedDefault: false,
      required: false,
      help: '',
    } as const;
    expect(found({ ...sketchFlow(graph, { parameters: [parameter] }), fields: [] })).toEqual([]);
    expect(found({ ...sketchFlow(graph, { constants: ['xs'] }), fields: [] })).toEqual([]);
  });
});

describe('parameters', () => {
  const parameter = (options: Partial<ParameterDescription>): ParameterDescription => ({
    property: options.name ?? 'p',
    name: 'p',
    type: 'string',
    computedDefault: false,
    required: false,
    help: '',
    ...options,
  });
  const withParameters = (...options: Partial<ParameterDescription>[]): string[] =>
    found(sketchFlow(line, { parameters: options.map(parameter) }));

  it.each(['params', 'with', 'tag', 'run-id', 'run_id', 'runId', 'Tags', 'maxWorkers', 'help', 'quiet', 'dagId'])(
    '%s is reserved',
    (name) => expect(withParameters({ name })).toEqual(['MF1301 2']),
  );
  it('with the same name but for case, - and _', () => {
    expect(
      withParameters({ name: 'learning-rate', property: 'a1' }, { name: 'LEARNING_RATE', property: 'b1' }),
    ).toEqual(['MF1302 3']);
  });
  it.each(['ü', '1st', 'a b', 'a.b', '-a'])('%p cannot be an option', (name) =>
    expect(withParameters({ name, property: 'p' })).toEqual(['MF1303 2']),
  );

  it.each<[Partial<ParameterDescription>, string[]]>([
    [{ type: 'int', default: 1 }, []],
    [{ type: 'int', default: 1.5 }, ['MF1304 2']],
    [{ type: 'int', default: '1' }, ['MF1304 2']],
    [{ type: 'float', default: 2 }, []],
    [{ type: 'float', default: true }, ['MF1304 2']],
    [{ type: 'float', default: '-inf' }, []],
    [{ type: 'float', default: 'nan' }, []],
    [{ type: 'float', default: '-0.0' }, []],
    [{ type: 'float', default: 'much' }, ['MF1304 2']],
    [{ type: 'float', choices: ['inf'] }, ['MF1305 2']],
    [{ type: 'string', default: 3 }, ['MF1304 2']],
    [{ type: 'string', default: ['a', 'b'] }, ['MF1304 2']],
    [{ type: 'string', default: ['a', 'b'], separator: ',' }, []],
    [{ type: 'boolean', default: 'yes' }, ['MF1304 2']],
    [{ type: 'json', default: { a: [1] } }, []],
    [{ type: 'json', default: '{"a": [1, 2.0]}' }, []],
    [{ type: 'json', default: 'plain text' }, ['MF1304 2']],
    [{ type: 'bigint', default: '18446744073709551616' }, []],
    [{ type: 'bigint', default: 3 }, ['MF1304 2']],
    [{ type: 'file', default: './x.csv', isText: true, encoding: 'utf-8' }, []],
    [{ type: 'file', default: 7, isText: true, encoding: 'Latin-1' }, ['MF1304 2']],
    [{ type: 'int', default: null }, []],
    [{ type: 'int', choices: [1, 'two'] }, ['MF1305 2']],
    [{ type: 'int', default: 3, choices: [1, 2] }, ['MF1306 2']],
    [{ type: 'int', default: 2, choices: [1, 2] }, []],
    [{ default: 'a,b', separator: ',', choices: ['a', 'b'] }, []],
    [{ default: 'a,c', separator: ',', choices: ['a', 'b'] }, ['MF1306 2']],
    [{ default: '', separator: ',', choices: ['a', 'b'] }, []],
    [{ required: true }, []],
    [{ type: 'int', separator: ',' }, ['MF1308 2']],
    [{ type: 'string', separator: '' }, ['MF1308 2']],
  ])('%j', (options, codes) => expect(withParameters(options)).toEqual(codes));
});

describe('decorators', () => {
  const decorated = (parts: Partial<FlowDescription>): string[] => found(sketchFlow(line, parts));
  const retry = (attributes: JsonObject) => ({ steps: { a: [{ name: 'retry', attributes }] } });

  it('used twice on a step or a flow', () => {
    const twice = { name: 'retry', attributes: { times: 1 } };
    expect(decorated({ steps: { a: [twice, twice] } })).toEqual(['MF1401 20']);
    const schedule = { name: 'schedule', attributes: { daily: true } };
    expect(decorated({ decorators: [schedule, schedule] })).toEqual(['MF1401 1']);
  });
  it.each([5, -1, 1.5, '3'])('retry %p times', (times) => expect(decorated(retry({ times }))).toEqual(['MF1402 20']));
  it.each([0, 3, 4])('retry %p times is fine', (times) => expect(decorated(retry({ times }))).toEqual([]));
  it.each([-1, 'two', null])('wait %p minutes', (minutes) =>
    expect(decorated(retry({ times: 1, minutes_between_retries: minutes }))).toEqual(['MF1403 20']),
  );
});

describe('what a step does by itself', () => {
  const decorated = (name: string, attributes: JsonObject, graph: Record<string, string> = line): string[] =>
    found(sketchFlow(graph, { steps: { a: [{ name, attributes }] } }));

  it.each([{ seconds: 1 }, { seconds: 0, minutes: 0.5, hours: 0 }, {}])('@timeout(%j) is fine', (attributes) =>
    expect(decorated('timeout', attributes as unknown as JsonObject)).toEqual([]),
  );
  it.each([{ seconds: 0, minutes: 0, hours: 0 }, { seconds: -1, minutes: 5 }, { seconds: '5' }])(
    '@timeout(%j) is no time',
    (attributes) => expect(decorated('timeout', attributes as unknown as JsonObject)).toEqual(['MF1404 20']),
  );

  it('@environment takes strings, numbers and booleans', () =>
    expect(decorated('environment', { vars: { A: 'b', B: 1.5, C: false, D: '' } })).toEqual([]));
  it.each([[{ A: null }], [{ A: ['b'] }], [{ '': 'b' }], [{ 'A=B': 'c' }], [{ A: 'b\0' }], [['A']]])(
    '@environment cannot set %j',
    (vars) => expect(decorated('environment', { vars } as JsonObject)).toEqual(['MF1405 20']),
  );

  it('@catch where the next step is not known without running it', () => {
    const foreach = { start: 'a', a: 'w foreach xs', w: 'j', 'j(inputs)': 'end', end: '' };
    const choice = { start: 'a', a: '{x: b, y: end} on xs', b: 'end', end: '' };
    expect(decorated('catch', { var: null, print_exception: true }, foreach)).toEqual(['MF1406 20']);
    expect(decorated('catch', { var: null, print_exception: true }, choice)).toEqual(['MF1406 20']);
    expect(decorated('catch', { var: null, print_exception: true })).toEqual([]);
  });
  it('@catch with a var that is no declared artifact', () => {
    const ir = sketchFlow(line, { steps: { a: [{ name: 'catch', attributes: { var: 'oops' } }] } });
    const withField = (name: string, kind: 'artifact' | 'constant') =>
      lint({ ...ir, fields: [{ name, at: at(5), kind }] });
    expect(withField('oops', 'artifact')).toEqual([]);
    expect(withField('oops', 'constant')).toMatchObject([{ code: 'MF1407', at: at(20) }]);
    expect(withField('opps', 'artifact')[0]?.message).toContain('Did you mean opps?');
    expect(decorated('catch', { var: 5 })).toEqual(['MF1407 20']);
    expect(decorated('catch', { print_exception: 'False' })).toEqual(['MF1407 20']);
  });
});

describe('schedules', () => {
  const none = { cron: null, weekly: false, daily: false, hourly: false, timezone: null };
  const scheduled = (attributes: JsonObject) =>
    lint(sketchFlow(line, { decorators: [{ name: 'schedule', attributes: { ...none, ...attributes } }] })).map(
      ({ code, at: { line: at } }) => `${code} ${at}`,
    );

  it('with one kind is fine', () => {
    expect(scheduled({ daily: true })).toEqual([]);
    expect(scheduled({ cron: '0 10 * * ? *', timezone: 'Europe/Berlin' })).toEqual([]);
  });
  it('with several kinds', () => expect(scheduled({ daily: true, cron: '0 1 * * *' })).toEqual(['MF1410 1']));
  it('with no kind', () => expect(scheduled({})).toEqual(['MF1410 1']));
  it('with a cron that Airflow would misread', () => {
    expect(scheduled({ cron: '0 10 * * * *' })).toEqual(['MF1411 1']);
    expect(scheduled({ cron: 5 })).toEqual(['MF1411 1']);
  });
  it.each([
    'US/Pacific',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'America/Port-au-Prince',
    'Etc/GMT+1',
    'EST5EDT',
    'EST',
    'UTC',
  ])('in the time zone %p', (timezone) => expect(scheduled({ daily: true, timezone })).toEqual([]));
  // `Intl` takes them, and Airflow does not.
  it.each(['europe/berlin', 'Asia/kolkata', 'PST', 'JST', 'SystemV/EST5', 'US/Pacific-New'])(
    'in the time zone %p',
    (timezone) => expect(scheduled({ daily: true, timezone })).toEqual(['MF1412 1']),
  );
  it.each(['Berlin', '+01:00', ''])('in the time zone %p', (timezone) =>
    expect(scheduled({ daily: true, timezone })).toEqual(['MF1412 1']),
  );
  it('says nothing while the values are not known', () => {
    const ir = sketchFlow(line);
    expect(found({ ...ir, decorators: [{ name: 'schedule', attributes: {}, at: at(1) }] })).toEqual([]);
  });
});

describe('projects', () => {
  const project = (attributes: JsonObject, ...names: string[]): string[] =>
    found(
      sketchFlow(line, {
        decorators: [{ name: 'project', attributes }],
        parameters: names.map((name) => ({
          ...{ property: name, name, type: 'string', computedDefault: false, required: false, help: '' },
        })),
      }),
    );
  it.each<[JsonObject, string[]]>([
    [{ name: 'fraud_detection2' }, []],
    [{ name: 'fraud', branch: 'b', production: true }, []],
    [{ name: 'Fraud' }, ['MF1420 1']],
    [{ name: '' }, ['MF1420 1']],
    [{ branch: 'b' }, ['MF1420 1']],
    [{ name: 3 }, ['MF1420 1']],
    [{ name: 'x'.repeat(129) }, ['MF1420 1']],
    [{ name: 'a b', branch: 'b-c', production: 'yes' }, ['MF1420 1', 'MF1420 1', 'MF1420 1']],
    [{}, []],
  ])('%j', (attributes, codes) => expect(project(attributes)).toEqual(codes));
  it('add options that no parameter may be called like', () =>
    expect(project({ name: 'a' }, 'branch', 'production', 'namespaces')).toEqual(['MF1421 2', 'MF1421 3']));
});
