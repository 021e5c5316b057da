import {
  assembleFlowIR,
  type FlowDescription,
  type JsonObject,
  lint,
  lintRules,
  type ParameterDescription,
} from '@mf/ir';
import { extractFlow } from './extract/extract-flow';

const covered = new Set<string>();

/** Code, line and column of what lint finds in a flow whose class body begins on line 4. */
async function found(body: string, described: Partial<FlowDescription> = {}): Promise<string[]> {
  const source = `import { card, catchError, environment, FlowSpec, kubernetes, resources, secrets, step, retry, schedule, parameter, timeout } from '@mf/flow';
@schedule({})
export class MyFlow extends FlowSpec {
${body}
}
`;
  const { syntax, diagnostics } = await extractFlow(source, 'my.flow.ts');
  expect(diagnostics).toEqual([]);
  const ir = assembleFlowIR(syntax!, { steps: {}, decorators: [], parameters: [], constants: [], ...described });
  const all = lint(ir);
  for (const { code } of all) covered.add(code);
  return all.map(({ code, at }) => `${code} ${at.line}:${at.column}`);
}

const line = '  @step start() { this.next(this.end); }\n  @step end() {}';
const parameter = (options: Partial<ParameterDescription>): Partial<FlowDescription> => ({
  parameters: [
    { property: 'p', name: 'p', type: 'string', computedDefault: false, required: false, help: '', ...options },
  ],
});

describe('the place of what lint finds', () => {
  it.each<[string, string, string[]]>([
    [
      'two marks',
      "  go!: string;\n  @step start() { this.next({ a: this.a, b: this.b }, { condition: 'go' }); }\n  @step({ end: true }) a() {}\n  @step({ end: true }) b() {}",
      ['MF1041 7:24'],
    ],
    [
      'a mark and a name',
      '  @step({ start: true }) a() { this.next(this.end); }\n  @step start() {}\n  @step end() {}',
      ['MF1042 5:9', 'MF1110 5:9', 'MF1120 5:9'],
    ],
    ['no start', '  @step end() {}\n  @step a() { this.next(this.end); }', ['MF1101 3:14']],
    ['no end', '  @step start() { this.next(this.a); }\n  @step a() {}', ['MF1102 3:14', 'MF1110 5:9']],
    [
      'a way back to start',
      "  go!: string;\n  @step start() { this.next(this.a); }\n  @step a() { this.next({ a: this.start, b: this.end }, { condition: 'go' }); }\n  @step end() {}",
      ['MF1103 6:15'],
    ],
    [
      'an end that leads on',
      '  @step start() { this.next(this.end); }\n  @step end() {\n    this.next(this.start);\n  }',
      ['MF1104 6:5'],
    ],
    [
      'an end with inputs',
      '  @step start() { this.next(this.a, this.b); }\n  @step a() { this.next(this.end); }\n  @step b() { this.next(this.end); }\n  @step end(inputs) {}',
      ['MF1105 7:9'],
    ],
    [
      'a step without this.next',
      '  @step start() { this.next(this.a); }\n  @step async a() {}\n  @step end() {}',
      ['MF1110 5:15'],
    ],
    ['an unknown step', '  @step start() {\n    this.next(this.ennd);\n  }\n  @step end() {}', ['MF1111 5:5']],
    [
      'a step named twice',
      '  @step start() { this.next(this.a, this.a); }\n  @step a() { this.next(this.j); }\n  @step j(inputs) { this.next(this.end); }\n  @step end() {}',
      ['MF1112 4:19'],
    ],
    [
      'one case',
      "  go!: string;\n  @step start() { this.next({ a: this.end }, { condition: 'go' }); }\n  @step end() {}",
      ['MF1113 5:19'],
    ],
    ['an unreachable step', `${line}\n  @step lost() { this.next(this.end); }`, ['MF1120 6:9']],
    [
      'a loop without a way out',
      "  go!: string;\n  @step start() { this.next(this.a); }\n  @step a() { this.next({ a: this.a, b: this.a }, { condition: 'go' }); }\n  @step end() {}",
      ['MF1121 6:15'],
    ],
    [
      'a step that leads to itself',
      '  @step start() { this.next(this.a); }\n  @step a() { this.next(this.a); }\n  @step end() {}',
      ['MF1122 5:15'],
    ],
    [
      'a cycle',
      '  @step start() { this.next(this.a); }\n  @step a() { this.next(this.b); }\n  @step b() { this.next(this.a); }\n  @step end() {}',
      ['MF1123 6:15'],
    ],
    [
      'a foreach without join',
      "  xs!: string[];\n  @step start() { this.next(this.a, { foreach: 'xs' }); }\n  @step a() { this.next(this.end); }\n  @step end() {}",
      ['MF1130 5:19'],
    ],
    [
      'a split without join',
      '  @step start() { this.next(this.a, this.end); }\n  @step a() { this.next(this.end); }\n  @step end() {}',
      ['MF1131 4:19'],
    ],
    [
      'a join without inputs',
      '  @step start() { this.next(this.a, this.b); }\n  @step a() { this.next(this.j); }\n  @step b() { this.next(this.j); }\n  @step j() { this.next(this.end); }\n  @step end() {}',
      ['MF1132 7:9'],
    ],
    [
      'inputs without a split',
      '  @step start() { this.next(this.a); }\n  @step a(inputs) { this.next(this.end); }\n  @step end() {}',
      ['MF1133 5:9'],
    ],
    [
      'several joins',
      '  @step start() { this.next(this.a, this.b); }\n  @step a() { this.next(this.j); }\n  @step b() { this.next(this.k); }\n  @step j(inputs) { this.next(this.end); }\n  @step k(inputs) { this.next(this.end); }\n  @step end() {}',
      ['MF1134 4:19'],
    ],
    [
      'a split into its join',
      "  xs!: string[];\n  @step start() { this.next(this.j, { foreach: 'xs' }); }\n  @step j(inputs) { this.next(this.end); }\n  @step end() {}",
      ['MF1135 5:19'],
    ],
    [
      'a switch into a join',
      "  xs!: string[];\n  go!: string;\n  @step start() { this.next(this.a, { foreach: 'xs' }); }\n  @step a() { this.next({ x: this.b, y: this.j }, { condition: 'go' }); }\n  @step b() { this.next(this.j); }\n  @step j(inputs) { this.next(this.end); }\n  @step end() {}",
      ['MF1136 7:15'],
    ],
    [
      'mixed nesting',
      "  xs!: string[];\n  go!: string;\n  @step start() { this.next({ x: this.a, y: this.b }, { condition: 'go' }); }\n  @step a() { this.next(this.b, { foreach: 'xs' }); }\n  @step b() { this.next(this.j); }\n  @step j(inputs) { this.next(this.end); }\n  @step end() {}",
      ['MF1137 8:9'],
    ],
    [
      'a join that splits',
      "  xs!: string[];\n  @step start() { this.next(this.a, this.b); }\n  @step a() { this.next(this.j); }\n  @step b() { this.next(this.j); }\n  @step j(inputs) { this.next(this.w, { foreach: 'xs' }); }\n  @step w() { this.next(this.k); }\n  @step k(inputs) { this.next(this.end); }\n  @step end() {}",
      ['MF1138 8:21'],
    ],
    [
      'a reserved step name',
      '  @step start() { this.next(this.input); }\n  @step input() { this.next(this.end); }\n  @step end() {}',
      ['MF1201 5:9'],
    ],
    [
      'a step name with a dollar sign',
      '  @step start() { this.next(this.a$); }\n  @step a$() { this.next(this.end); }\n  @step end() {}',
      ['MF1202 5:9'],
    ],
    [
      'a branch called like a member of arrays',
      '  @step start() { this.next(this.map, this.b); }\n  @step map() { this.next(this.j); }\n  @step b() { this.next(this.j); }\n  @step j(inputs) { this.next(this.end); }\n  @step end() {}',
      ['MF1204 5:9'],
    ],
    ['two steps of one name', `${line}\n  @step end() {}`, ['MF1203 6:9']],
    ['a reserved field', `  index!: number;\n${line}`, ['MF1210 4:3']],
    ['the type of the items', `  declare readonly input: string;\n  declare readonly index: number;\n${line}`, []],
    ['a field like a step', `  end!: number;\n${line}`, ['MF1211 4:3']],
    [
      'an undeclared foreach',
      "  @step start() { this.next(this.a, { foreach: 'xs' }); }\n  @step a() { this.next(this.j); }\n  @step j(inputs) { this.next(this.end); }\n  @step end() {}",
      ['MF1212 4:19'],
    ],
    [
      'an undeclared condition',
      "  @step start() { this.next({ x: this.a, y: this.end }, { condition: 'go' }); }\n  @step a() { this.next(this.end); }\n  @step end() {}",
      ['MF1213 4:19'],
    ],
  ])('%s', async (_what, body, problems) => expect(await found(body)).toEqual(problems));

  it.each<[string, Partial<ParameterDescription>, string]>([
    ['a reserved parameter', { name: 'run-id' }, 'MF1301'],
    ['a parameter that is no option', { name: 'ü' }, 'MF1303'],
    ['a wrong default', { type: 'int', default: 'x' }, 'MF1304'],
    ['a wrong choice', { type: 'int', choices: ['x'] }, 'MF1305'],
    ['a default that is no choice', { default: 'c', choices: ['a', 'b'] }, 'MF1306'],
    ['a separator of numbers', { type: 'int', separator: ',' }, 'MF1308'],
    ['an unknown option', { unknownOptions: { given: ['defalt'], known: ['default'] } }, 'MF1309'],
    ['a type that is none', { type: 'strng' as 'string', default: 'x', choices: ['x'] }, 'MF1310'],
  ])('%s', async (_what, options, code) =>
    expect(await found(`  p = parameter({});\n${line}`, parameter(options))).toEqual([`${code} 4:3`]),
  );

  it('an option that no config has', async () => {
    const config = { name: 'c', help: '', required: false, json: '{}' };
    const configs = [{ ...config, unknownOptions: { given: ['parsr'], known: ['parser'] } }];
    expect(await found(`  c = settings;\n${line}`, { configs })).toEqual(['MF1326 4:3']);
    expect(await found(line, { configs })).toEqual(['MF1326 3:14']);
  });

  it('an option that no decorator has', async () => {
    const unknownOptions = { given: ['time'], known: ['times'] };
    const body = '  @step\n  @retry({})\n  start() { this.next(this.end); }\n  @step end() {}';
    const start = [{ name: 'retry', attributes: {}, unknownOptions }];
    expect(await found(body, { steps: { start } })).toEqual(['MF1408 5:3']);
    const decorators = [{ name: 'schedule', attributes: { daily: true }, unknownOptions }];
    expect(await found(line, { decorators })).toEqual(['MF1408 2:1']);
  });

  it('two parameters of one name', async () => {
    const { parameters: [p] = [] } = parameter({});
    const both = { parameters: [p!, { ...p!, property: 'q', name: 'P' }] };
    expect(await found(`  p = parameter({});\n  q = parameter({ name: 'P' });\n${line}`, both)).toEqual(['MF1302 5:3']);
  });

  it.each([
    ['too many retries', { times: 5 }, 'MF1402'],
    ['a negative wait', { times: 1, minutes_between_retries: -1 }, 'MF1403'],
  ])('%s', async (_what, attributes, code) => {
    const body = '  @step\n  @retry({})\n  start() { this.next(this.end); }\n  @step end() {}';
    expect(await found(body, { steps: { start: [{ name: 'retry', attributes }] } })).toEqual([`${code} 5:3`]);
  });

  it.each([
    ['a timeout without a duration', 'timeout', 'timeout', { seconds: 0 }, 'MF1404'],
    ['a variable that is none', 'environment', 'environment', { vars: { A: null } }, 'MF1405'],
    ['a failure kept in no field', 'catchError', 'catch', { var: 'oops' }, 'MF1407'],
  ])('%s', async (_what, written, name, attributes, code) => {
    const body = `  @step\n  @${written}({})\n  start() { this.next(this.end); }\n  @step end() {}`;
    expect(await found(body, { steps: { start: [{ name, attributes }] } })).toEqual([`${code} 5:3`]);
  });

  it.each([
    ['a card of no type', [{ type: 'fancy' }], 'MF1470 5:3'],
    ['a card whose id cannot be', [{ id: 'my-report' }], 'MF1471 5:3'],
    ['two cards of one id', [{ id: 'a' }, { id: 'a' }], 'MF1472 6:3'],
    ['two cards that both customize', [{ customize: true }, { customize: true }], 'MF1473 6:3'],
  ])('%s', async (_what, cards, place) => {
    const written = cards.map(() => '  @card()\n').join('');
    const body = `  @step\n${written}  start() { this.next(this.end); }\n  @step end() {}`;
    const described = cards.map((attributes) => ({ name: 'card', attributes: attributes as JsonObject }));
    expect(await found(body, { steps: { start: described } })).toEqual([place]);
  });

  it('a failure that is caught where nobody knows what comes next', async () => {
    const body =
      "  go!: string;\n  @step\n  @catchError()\n  start() { this.go = 'b'; this.next({ a: this.a, b: this.end }, { condition: 'go' }); }\n  @step a() { this.next(this.end); }\n  @step end() {}";
    expect(await found(body)).toEqual(['MF1406 6:3']);
  });

  it('a decorator used twice', async () => {
    expect(await found('  @retry() @retry() @step start() { this.next(this.end); }\n  @step end() {}')).toEqual([
      'MF1401 4:12',
    ]);
  });

  it.each([
    ['several schedules', { daily: true, hourly: true }, 'MF1410'],
    ['a cron that would be misread', { cron: '0 10 * * * *' }, 'MF1411'],
    ['an unknown time zone', { daily: true, timezone: 'Mars' }, 'MF1412'],
  ])('%s', async (_what, attributes, code) => {
    expect(await found(line, { decorators: [{ name: 'schedule', attributes }] })).toEqual([`${code} 2:1`]);
  });

  it('a project', async () => {
    const decorators = [{ name: 'project', attributes: { name: 'No Name' } }];
    expect(await found(line, { decorators, ...parameter({ name: 'branch' }) })).toEqual(['MF1420 3:14', 'MF1421 3:14']);
  });

  it.each<[string, string, JsonObject, string]>([
    ['an amount that is none', 'resources', { cpu: 'many' }, 'MF1422'],
    ['a pod that Kubernetes would refuse', 'kubernetes', { qos: 'best' }, 'MF1423'],
    ['a secret without a source', 'secrets', { sources: [''] }, 'MF1430'],
  ])('%s', async (_what, name, attributes, code) => {
    const body = `  @step\n  @${name}({})\n  start() { this.next(this.end); }\n  @step end() {}`;
    expect(await found(body, { steps: { start: [{ name, attributes }] } })).toEqual([`${code} 5:3`]);
  });

  it('a time limit that is too short for a pod', async () => {
    const body = '  @step\n  @kubernetes({})\n  @timeout({})\n  start() { this.next(this.end); }\n  @step end() {}';
    const described: FlowDescription['steps'][string] = [
      { name: 'kubernetes', attributes: {} },
      { name: 'timeout', attributes: { seconds: 5, minutes: 0, hours: 0 } },
    ];
    expect(await found(body, { steps: { start: described } })).toEqual(['MF1424 6:3']);
  });

  it.each<[string, string, JsonObject, string]>([
    ['a trigger without an event', 'trigger', { event: null, events: [] }, 'MF1440 3:14'],
    [
      'a trigger that sets what is no parameter',
      'trigger',
      { event: { name: 'e', parameters: { q: 'q' } }, events: [] },
      'MF1441 3:14',
    ],
    ['a trigger by no flow', 'trigger_on_finish', { flow: null, flows: [] }, 'MF1442 3:14'],
    ['a pool without a name', 'airflow', { pool: 7 }, 'MF1450 3:14'],
    ['a sensor that waits for nothing', 'airflow_external_task_sensor', { external_dag_id: '' }, 'MF1451 3:14'],
    ['a hook without a function', 'exit_hook', { on_success: [], on_error: [] }, 'MF1445 3:14'],
  ])('%s', async (_what, name, attributes, place) => {
    expect(await found(line, { decorators: [{ name, attributes }] })).toEqual([place]);
  });

  it('a parameter that stands in the way of an option of @triggerOnFinish', async () => {
    const decorators = [{ name: 'trigger_on_finish', attributes: { flow: 'TrainFlow', flows: [] } }];
    expect(await found(line, { decorators, ...parameter({ name: 'trigger' }) })).toEqual(['MF1443 3:14']);
  });

  it('of every rule has been looked at', () => {
    // Those of values have a spec of their own: lint-values.spec.ts.
    const codes = lintRules.map(({ code }) => code).filter((code) => !code.startsWith('MF15'));
    expect([...covered].sort()).toEqual(codes);
  });
});
