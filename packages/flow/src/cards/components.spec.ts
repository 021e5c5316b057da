import {
  Artifact,
  Code,
  ErrorLog,
  EventsTimeline,
  Image,
  JsonViewer,
  Log,
  Markdown,
  ProgressBar,
  Table,
  UnknownImageError,
  ValueBox,
  VegaChart,
} from './index';

describe('Markdown', () => {
  const source = (text: string): string => new Markdown(text).render('m').source;

  test.each([
    ['as it is', '- one\n  - two', '- one\n  - two'],
    [
      'without the indentation of the code around',
      '\n      # Title\n\n        code\n      text\n    ',
      '# Title\n\n  code\ntext\n',
    ],
    ['of one line', '   x', 'x'],
    ['that is empty', '', ''],
  ])('text %s', (_what, text, expected) => expect(source(text)).toBe(expected));

  test('can be replaced', () => {
    const text = new Markdown('old');
    text.update('new');
    expect(text.render('m')).toEqual({ type: 'markdown', id: 'm', source: 'new' });
  });
});

describe('JsonViewer', () => {
  const text = (data: unknown): string => new JsonViewer(data).render('j').json_string;
  test('has the form of Metaflow’s own', () =>
    expect(new JsonViewer({ a: [1] }, { title: 'Settings', collapsible: false }).render('j')).toEqual({
      ...{ type: 'jsonViewer', id: 'j', json_string: '{\n  "a": [\n    1\n  ]\n}' },
      ...{ collapsible: false, show_copy_button: true, title: 'Settings' },
    }));
  test.each([
    ['a text of JSON', '{"a":1}', '{\n  "a": 1\n}'],
    ['another text', 'a{', '"a{"'],
    ['a bigint', { n: 12n }, '{\n  "n": "12"\n}'],
    ['nothing', undefined, 'null'],
  ])('shows %s', (_what, data, expected) => expect(text(data)).toBe(expected));
  test('says what has no JSON, and can be updated', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const viewer = new JsonViewer(cycle);
    expect(viewer.render('j').json_string).toContain('"error": "Could not serialize data: Converting circular');
    viewer.update(1);
    expect(viewer.render('j').json_string).toBe('1');
  });
});

describe('EventsTimeline', () => {
  test('has the latest events first, and counts all', () => {
    const timeline = new EventsTimeline({ title: 'Calls', maxEvents: 2 });
    expect(timeline.render('t').stats).toEqual({
      ...{ total_events: 0, displayed_events: 0, last_update: null, first_event: null, finished: false },
    });
    timeline.update({ action: 'one' });
    timeline.update({ action: 'two', timestamp: new Date(1500) }, { theme: 'success', priority: 'high' });
    timeline.update({ action: 'three' }, { payloads: { note: new Markdown('x') }, finished: true });
    const { events, stats, config, title } = timeline.render('t');
    expect(title).toBe('Calls');
    expect(config).toEqual({ show_stats: true, show_relative_time: true, max_events: 2 });
    expect(stats).toMatchObject({ total_events: 3, displayed_events: 2, finished: true });
    expect(events).toMatchObject([
      {
        event_id: 'event_2',
        metadata: { action: 'three', timestamp: expect.any(Number) as number },
        payloads: { note: { type: 'markdown', id: 't_event_2_note', source: 'x' } },
      },
      {
        event_id: 'event_1',
        metadata: { action: 'two', timestamp: 1.5 },
        payloads: {},
        style_theme: 'success',
        priority: 'high',
      },
    ]);
  });
});

describe('Table', () => {
  test('shows any value, whatever types say', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const values: unknown[] = [{ a: 1 }, [1, 'b'], new Map([['k', 1]]), new Float64Array([0.5]), { n: 1n }, circle];
    const shown = [
      '{"a":1}',
      '[1,"b"]',
      "Map(1) { 'k' => 1 }",
      'Float64Array(1) [ 0.5 ]',
      '{ n: 1n }',
      '<ref *1> { self: [Circular *1] }',
    ];
    expect(new Table([values as never[]]).render('t').data).toEqual([shown]);
    expect(Table.fromObjects([{ ...values }]).render('t').data).toEqual([shown]);
  });

  test('shows values as JSON can hold them, and components under names of their own', () => {
    const table = new Table(
      [
        ['a', 1n, Infinity, null, undefined, true, new Date(0), new Date(NaN)],
        [new Log('x'), new Log('y')],
      ],
      { headers: ['first'] },
    );
    expect(table.render('t')).toEqual({
      type: 'table',
      id: 't',
      columns: ['first'],
      data: [
        ['a', '1', 'Infinity', null, null, true, '1970-01-01T00:00:00.000Z', 'Invalid Date'],
        [
          { type: 'log', id: 't_1_0', data: 'x' },
          { type: 'log', id: 't_1_1', data: 'y' },
        ],
      ],
      vertical: false,
    });
  });

  test('of objects has a column for each key, or for those that are asked for', () => {
    const films = [
      { title: 'A', year: 1998 },
      { title: 'B', tags: ['x'] },
    ];
    expect(Table.fromObjects(films).render('t')).toMatchObject({
      columns: ['title', 'year', 'tags'],
      data: [
        ['A', 1998, null],
        ['B', null, '["x"]'],
      ],
    });
    expect(Table.fromObjects(films, ['title']).render('t')).toMatchObject({ columns: ['title'], data: [['A'], ['B']] });
  });

  test('shows its components as they are by then', () => {
    const bar = new ProgressBar();
    const table = new Table([[bar]]);
    bar.update(50);
    expect(table.render('t').data[0]![0]).toMatchObject({ value: 50 });
  });
});

describe('Image', () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
  test.each([
    ['image/png', bytes('\x89PNG\r\n\x1a\n...')],
    ['image/jpeg', bytes('\xff\xd8\xff\xe0')],
    ['image/gif', bytes('GIF89a...')],
    ['image/webp', bytes('RIFF\n\r\0\x01WEBPVP8 ')],
    ['image/svg+xml', bytes('<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="">')],
  ])('%s is known by its first bytes', (type, file) => {
    const { src } = Image.fromBytes(file, 'label').render('i');
    expect(src).toBe(`data:${type};base64,${file.toString('base64')}`);
  });
  test.each(['', '<html><svg></html>', 'BM...'])('%j is no image', (text) =>
    expect(() => Image.fromBytes(bytes(text)).render('i')).toThrow(UnknownImageError),
  );
  test('only the bytes of the view are taken', () => {
    const file = new Uint8Array(bytes('xxGIF89a')).subarray(2);
    expect(Image.fromBytes(file).render('i')).toMatchObject({
      src: expect.stringMatching(/R0lGODlh$/) as string,
      label: null,
    });
  });
});

test('values of all kinds, shortened', () => {
  const shown = (value: unknown) => new Artifact(value, 'x').render('a').data[0];
  expect(shown('text')).toEqual({ name: 'x', type: 'string', data: 'text' });
  expect(shown(null)).toMatchObject({ type: 'null', data: 'null' });
  expect(shown([1, 2])).toMatchObject({ type: 'array of 2', data: '[ 1, 2 ]' });
  expect(shown(new Map([['a', 1]]))).toMatchObject({ type: 'Map', data: "Map(1) { 'a' => 1 }" });
  expect(shown(Object.create(null))).toMatchObject({ type: 'object' });
  expect(shown('x'.repeat(9999))?.data).toHaveLength(2001);
});

test('what is left out is not there', () => {
  expect(new ProgressBar().render('p')).toEqual({ type: 'progressBar', id: 'p', max: 100, value: 0 });
  expect(new ValueBox({ value: 1 }).render('v')).toEqual({ type: 'valueBox', id: 'v', value: 1 });
});

test('boxes, bars, charts and logs change where they stand', () => {
  const box = new ValueBox({ value: 1, title: 'Films', changeIndicator: 'up' });
  box.update({ value: 2, theme: 'success' });
  expect(box.render('v')).toEqual({
    type: 'valueBox',
    id: 'v',
    value: 2,
    title: 'Films',
    theme: 'success',
    change_indicator: 'up',
  });
  const bar = new ProgressBar({ max: 5, label: 'Load', unit: 'files', metadata: 'slow' });
  bar.update(2);
  bar.update(3, 'fast');
  expect(bar.render('p')).toMatchObject({ value: 3, details: 'fast', label: 'Load', unit: 'files' });
  const chart = new VegaChart({ mark: 'bar' });
  chart.update({ mark: 'line' });
  expect(chart.render('c')).toEqual({
    type: 'vegaChart',
    id: 'c',
    spec: { mark: 'line' },
    options: { actions: false },
  });
});

test('errors and code', () => {
  const error = new Error('oops');
  expect(new ErrorLog(error, 'Failed').render('e').data).toBe(`Failed\n\n${error.stack}`);
  expect(new ErrorLog('thrown text').render('e').data).toBe('thrown text');
  expect(new Code('x = 1').render('c')).toEqual({ type: 'pythonCode', id: 'c', data: 'x = 1' });
});
