import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Run, namespace } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { mfFolder } from './testing/mf-folder';

const flow = `
import { card, catchError, current, FlowSpec, parameter, retry, step, type Inputs } from '@mf/flow';
import { Artifact, Image, Markdown, ProgressBar, VegaChart } from '@mf/flow/cards';
export class CardFlow extends FlowSpec {
  alpha = parameter({ default: 0.5 });
  items!: string[];
  page!: string;

  /** Splits the items. */
  @card({ type: 'blank', id: 'live', options: { title: 'Live & well' }, refreshInterval: 0 })
  @card({ id: 'all' })
  @step async start() {
    this.items = ['a', 'b'];
    const live = current.card.get('live');
    const bar = new ProgressBar({ label: 'Progress', max: 3 });
    live.append(bar, 'bar');
    for (let done = 1; done <= 3; done++) {
      bar.update(done);
      live.refresh();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    live.extend([new Artifact(live.components.size, 'size')]);
    live.append({ render() { throw new Error('no picture today'); } });
    live.append('not a component' as never);
    current.card.get('all').append(new VegaChart({ data: { values: [{ x: 1 }] }, mark: 'bar', encoding: { x: { field: 'x' } } }));
    current.card.get('nobody').append(new Markdown('lost'));
    current.card.append(new Markdown('which one?'));
    this.next(this.work, { foreach: 'items' });
  }
  @card({ type: 'html', options: { attribute: 'page' } })
  @step work() {
    if (this.input === 'a') this.page = '<h1>of ' + this.input + '</h1>';
    this.next(this.join);
  }
  @step join(inputs: Inputs<this>) {
    current.card.append(new Markdown('nobody asked for a card'));
    this.next(this.slow);
  }
  @card({ id: 'said', timeout: 0.5 })
  @card({ id: 'unsaid', timeout: 0.5, saveErrors: false })
  @card({ id: 'quick' })
  @step slow() {
    const endless = new VegaChart({
      data: { values: [{ text: 'a'.repeat(60) + 'b' }] },
      transform: [{ calculate: "test(regexp('(a+)+$'), datum.text)", as: 'found' }],
      mark: 'bar',
      encoding: { x: { field: 'found' } },
    });
    for (const id of ['said', 'unsaid']) current.card.get(id).append(endless);
    this.next(this.end);
  }
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @card
  @step end() {
    current.card.append(new Markdown('attempt ' + current.retryCount));
    if (current.retryCount === 0 || process.env.FAIL) throw new Error('no <luck>');
  }
}
`.replaceAll('@card\n', '@card()\n');

const { path: folder, write, call, remove } = mfFolder();
let runId: string;
let printed: string;

beforeAll(async () => {
  write('card.flow.ts', flow);
  const { code, stdout } = await call(['run', 'card.flow.ts', '--run-id-file', 'id']);
  expect({ code, stdout }).toMatchObject({ code: 0 });
  runId = readFileSync(join(folder, 'id'), 'utf8');
  printed = stdout;
}, 120_000);
afterAll(remove);

const get = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await call(['card', 'get', 'card.flow.ts', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};
const warnings = (): string[] => [
  ...new Set([...printed.matchAll(/\[@card WARNING\] (.*)/g)].map(([, text]) => text!)),
];

test('a card with what the step attached, in the end', async () => {
  const html = await get('--id', 'live');
  expect(html).toContain('Live &#38; well');
  expect(html).toContain('3 of 3');
  expect(html).toContain('A component could not be rendered: Error: no picture today');
  expect(html).toContain('succeeded');
  expect(html).not.toContain('<script');
});

test('a card of the task itself', async () => {
  const html = await get('--id', 'all');
  expect(html).toMatch(/<code>alpha<\/code>[^]*0\.5/);
  expect(html).toMatch(/<code>items<\/code>[^]*array of 2[^]*\[ &#39;a&#39;, &#39;b&#39; \]/);
  expect(html).toContain('start leads to work (each of items)');
  expect(html).toMatch(/<svg[^>]* class="marks"/);
});

test('HTML of its own, or what kept it from being there', async () => {
  const { stdout } = await call(['card', 'list', 'card.flow.ts', `${runId}/work`, '--json']);
  const cards = JSON.parse(stdout) as { readonly task: string; readonly type: string }[];
  expect(cards.map(({ type }) => type)).toEqual(['html', 'html']);
  const pages = await Promise.all(cards.map(({ task }) => get(task)));
  expect(pages).toContain('<h1>of a</h1>');
  expect(pages.find((page) => page !== '<h1>of a</h1>')).toContain('The task has no artifact page');
});

test('rendering that takes too long is said in the place of the card, and only there', async () => {
  const { stdout } = await call(['card', 'list', 'card.flow.ts', `${runId}/slow`, '--json']);
  expect((JSON.parse(stdout) as { readonly id: string }[]).map(({ id }) => id)).toEqual(['quick', 'said']);
  expect(await get(`${runId}/slow`, '--id', 'said')).toContain('It took longer than 0.5 seconds');
  expect(await get(`${runId}/slow`, '--id', 'quick')).toContain('succeeded');
});

test('the card of an attempt that failed is replaced by that of the next one', async () => {
  const html = await get(`${runId}/end`);
  expect(html).toContain('attempt 1');
  expect(html).toContain('succeeded');
});

test('a task that fails has its card, with the error', async () => {
  const { code } = await call(['run', 'card.flow.ts', '--run-id-file', 'failed'], { FAIL: '1' });
  expect(code).toBe(1);
  const html = await get(`${readFileSync(join(folder, 'failed'), 'utf8')}/end`);
  expect(html).toMatch(/class="failure"[^]*Error: no &#60;luck&#62;[^]*card\.flow\.ts:\d+/);
  expect(html).toContain('attempt 1');
}, 60_000);

test('what is not kept is said', () => {
  expect(warnings()).toEqual([
    expect.stringContaining('not string'),
    expect.stringContaining('no card "nobody"'),
    expect.stringContaining('give each an id'),
    expect.stringMatching(/html.*no artifact page/),
    expect.stringContaining('Step join has no @card'),
    expect.stringMatching(/could not be rendered.*longer than 0.5/),
    expect.stringMatching(/could not be saved.*longer than 0.5/),
  ]);
});

test('a refreshed card leaves what its viewers ask for', async () => {
  namespace(null);
  const run = new Run(`CardFlow/${runId}`, { datastore: localDatastore(join(folder, '.metaflow')) });
  const [live] = await run.step('start').taskById('1').cards({ id: 'live' });
  expect(await live!.data).toMatchObject({
    reload_token: 'final',
    data: { bar: { type: 'progressBar', value: 3, max: 3 } },
  });
});

test('several, or none, are no card to get', async () => {
  expect(await call(['card', 'get', 'card.flow.ts', `${runId}/start`])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/MF4092[^]*start\/1 +blank +live +[0-9a-f]{8}\n/) as string,
  });
  const none = { code: 1, stderr: expect.stringContaining('MF4091') as string };
  expect(await call(['card', 'get', 'card.flow.ts', `${runId}/join`])).toMatchObject(none);
  expect(await call(['card', 'list', 'card.flow.ts', runId, '--id', 'x'])).toMatchObject(none);
});

test('cards as a table; one in a file; a copy for the browser', async () => {
  const { stdout } = await call(['card', 'list', 'card.flow.ts', `${runId}/start`]);
  expect(stdout.replace(/[0-9a-f]{8}$/gm, '#').split('\n')).toEqual([
    `TASK${' '.repeat(runId.length + 4)}  TYPE     ID    HASH`,
    `${runId}/start/1  blank    live  #`,
    `${runId}/start/1  default  all   #`,
    '',
  ]);
  const html = await get('--id', 'live', `${runId}/start/1`);
  expect(await get(`${runId}/start/1`, '--id', 'live', '--output', 'live.html')).toBe('');
  expect(readFileSync(join(folder, 'live.html'), 'utf8')).toBe(html);
  const view = await call(['card', 'view', 'card.flow.ts', `${runId}/start/1`, '--type', 'blank']);
  expect(readFileSync(view.stdout.trim(), 'utf8')).toBe(html);
  rmSync(resolve(view.stdout.trim(), '..'), { recursive: true });
});

test('only a flow with cards takes along what renders them', async () => {
  const plain = flow.replaceAll(/^ *@card\(.*\)\n/gm, '').replace('CardFlow', 'PlainFlow');
  write('plain.flow.ts', plain);
  const parts = async (file: string, ...options: string[]): Promise<string[]> => {
    const output = mkdtempSync(join(folder, 'out-'));
    const { code, stderr } = await call(['airflow', 'create', file, '--output', output, ...options]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return readdirSync(output).flatMap((name) => /^mf-(task-cards|card-renderer|chart)-/.exec(name)?.[1] ?? []);
  };
  expect(await parts('plain.flow.ts')).toEqual([]);
  const all = ['card-renderer', 'chart', 'task-cards'];
  expect((await parts('card.flow.ts')).sort()).toEqual(all);
  expect((await parts('plain.flow.ts', '--with', 'card')).sort()).toEqual(all);
}, 60_000);
