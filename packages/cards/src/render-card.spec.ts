import {
  Artifact,
  type CardComponent,
  Code,
  ErrorLog,
  EventsTimeline,
  Image,
  JsonViewer,
  Log,
  Markdown,
  ProgressBar,
  Table,
  ValueBox,
  VegaChart,
} from '@mf/flow/cards';
import type { CardPage } from './card-page';
import { renderCard, renderErrorCard } from './render-card';

const pageOf = (...components: CardComponent[]): CardPage => ({
  pathspec: 'SampleFlow/17/start/1',
  state: 'succeeded',
  components: components.map((component, index) => component.render(`c${index}`)),
});
const hostile = `<img src=x onerror="alert(1)"> & '"</script></style>`;

/** Without the spaces between elements and at the ends of tags. */
const squeezed = (page: string): string => page.replace(/\s+(?=[<>])|(?<=>)\s+/g, '');

/** What stands in the page besides its head. */
async function bodyOf(...components: CardComponent[]): Promise<string> {
  const page = squeezed(await renderCard(pageOf(...components)));
  return page.slice(page.indexOf('<body>'));
}

test('the page loads nothing and runs nothing', async () => {
  const page = await renderCard(pageOf(new Markdown('[elsewhere](https://example.org)')));
  expect(page).toContain(`content="default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;"`);
  expect(page).not.toMatch(/<script|<link|<iframe|@import|url\(http/i);
});

test('the page of a card that goes on has the two names that viewers of Metaflow look for, and runs only these', async () => {
  const page = await renderCard({ ...pageOf(), state: 'running', reloadToken: '</script>1' });
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
  const names: Record<string, unknown> = {};
  new Function('names', `${script}; names.token = METAFLOW_RELOAD_TOKEN; names.update = metaflow_card_update`)(names);
  expect(names).toEqual({ token: '</script>1', update: expect.any(Function) as unknown });
  expect(page.match(/<script>/g)).toHaveLength(1);
  expect(page).toMatch(/script-src &#39;sha256-[\w+/=]+&#39;"/);
});

test('whatever an author or a value says is text', async () => {
  const timeline = new EventsTimeline({ title: hostile });
  timeline.update({ [hostile]: hostile, timestamp: hostile }, { payloads: { [hostile]: new Markdown(hostile) } });
  const body = await bodyOf(
    new Markdown(hostile),
    new Table([[hostile, new Artifact(hostile, hostile)]], { headers: [hostile] }),
    new ValueBox({ value: hostile, title: hostile, subtitle: hostile, changeIndicator: hostile }),
    new ProgressBar({ label: hostile, unit: hostile, metadata: hostile }),
    new Log(hostile),
    new Code(hostile),
    timeline,
    new JsonViewer({ [hostile]: hostile }, { title: hostile }),
    new ErrorLog(hostile, hostile),
    new VegaChart({
      data: { values: [{ x: hostile, y: 1 }] },
      mark: 'bar',
      encoding: { x: { field: 'x' }, y: { field: 'y' } },
    }),
  );
  expect(body).not.toMatch(/<img|<\/script>|<\/style>/i);
  expect(body).not.toMatch(/<[^>]*\sonerror="/i);
});

test('a component that cannot be shown says so, and the others are shown', async () => {
  const body = await bodyOf(
    new Log('before'),
    new VegaChart({ mark: 'bar', data: { url: 'https://example.org/x.csv' } }),
    { render: (id) => ({ type: 'hologram', id }) as never },
    new Log('after'),
  );
  expect(body).toContain('https://example.org/x.csv is not loaded');
  expect(body).toContain('This hologram could not be shown.');
  expect(body).toMatch(/before[^]*after/);
});

test('events are shown with their times, the latest first, and with what belongs to them', async () => {
  const timeline = new EventsTimeline({ title: 'Calls', maxEvents: 2 });
  for (const [index, theme] of (['default', 'error', 'success'] as const).entries()) {
    const payloads: Record<string, JsonViewer> =
      index === 2 ? { answer: new JsonViewer({ rows: 3 }, { title: 'Rows', collapsible: false }) } : {};
    timeline.update({ action: `call ${index}`, timestamp: new Date(index * 1000) }, { theme, payloads });
  }
  const body = await bodyOf(timeline);
  expect(body).toContain('<strong>Calls</strong>3 events · the latest 2 are shown');
  expect(body).toMatch(
    /<li class="success"><time datetime="1970-01-01T00:00:02.000Z">1970-01-01 00:00:02 UTC<[^]*call 2[^]*<summary>answer<[^]*Rows[^]*<li class="danger">[^]*call 1/,
  );
  expect(body).not.toContain('call 0');
});

test('charts of one page do not share ids', async () => {
  const chart = new VegaChart({
    data: { values: [{ x: 1, y: 2 }] },
    mark: { type: 'line', clip: true },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
  });
  const body = await bodyOf(chart, chart);
  const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of body.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
});

test('a specification of Vega itself is a chart, too', async () => {
  const body = await bodyOf(
    new VegaChart({
      $schema: 'https://vega.github.io/schema/vega/v6.json',
      width: 100,
      height: 50,
      marks: [
        { type: 'rect', encode: { enter: { width: { value: 40 }, height: { value: 20 }, fill: { value: 'teal' } } } },
      ],
    }),
  );
  expect(body).toContain('fill="teal"');
});

test('tables: numbers to the right, headers where they belong', async () => {
  const rows = [
    { year: 1998, gross: 21345678.5, note: null },
    { year: 2001, gross: 12345, note: 'x' },
  ];
  expect(await bodyOf(Table.fromObjects(rows))).toContain(
    '<tr><td class="number">1998</td><td class="number">21,345,678.5</td><td></td></tr>',
  );
  const vertical = await bodyOf(new Table([[1], [2]], { headers: ['alpha'], vertical: true }));
  expect(vertical).toContain('<th scope="row">alpha</th><td class="number">1</td><td class="number">2</td>');
});

test('pictures', async () => {
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const body = await bodyOf(Image.fromBytes(gif, 'a "dot"'));
  expect(body).toContain(`<img src="data:image/gif;base64,${gif.toString('base64')}" alt="a &#34;dot&#34;" />`);
});

test('progress is bounded, and told in words', async () => {
  const body = await bodyOf(new ProgressBar({ label: 'Load', max: 4, value: 9, unit: 'films', metadata: 'soon over' }));
  expect(body).toContain('<progress max="1" value="1" aria-label="Load">9 of 4 films</progress>');
  expect(body).toContain('soon over');
  expect(await bodyOf(new ProgressBar({ max: 0, value: 0 }))).toContain('value="0"');
});

test('value boxes in a row stand together', async () => {
  const box = (value: number) => new ValueBox({ value });
  const body = await bodyOf(box(1), box(2), new Log('between'), box(3));
  expect(body.match(/<div class="boxes">/g)).toHaveLength(2);
});

test('the default card: facts, parameters, artifacts with their sizes, and the graph', async () => {
  const report: CardPage = {
    ...pageOf(),
    state: 'failed',
    failure: 'Error: no <luck>',
    task: {
      facts: [['Run', '17']],
      parameters: [{ name: 'alpha', type: 'float', data: '0.5' }],
      artifacts: [{ name: 'films', type: 'list', size: 1_234_567, data: '[ 1 ]' }],
      graph: {
        current: 'start',
        steps: [
          { name: 'start', doc: 'Begins', next: [{ to: 'work', label: 'each of films' }] },
          { name: 'work', next: [{ to: 'end' }] },
          { name: 'end', next: [] },
        ],
      },
    },
  };
  const page = squeezed(await renderCard(report));
  expect(page).toContain('Error: no &#60;luck&#62;');
  expect(page).toContain('<dt>Run</dt><dd>17</dd>');
  expect(page).toContain(
    '<th scope="row"><code>films</code></th><td class="type">list</td><td class="number">1.2 MB</td>',
  );
  expect(page).toContain('start leads to work (each of films), work leads to end; the card is of start.');
  expect(page).toMatch(/<g class="step current"><title>Begins<\/title>/);
});

test('the card of a card that could not be rendered', () => {
  const page = renderErrorCard('SampleFlow/17/start/1', 'it took <too> long');
  expect(page).toContain('it took &#60;too&#62; long');
});
