import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ours from '@mf/flow/cards';
import { SharedDatastore } from './metaflow';

/** Metaflow's components by their names here; undefined for what is left out on purpose. */
const names: Readonly<Record<string, keyof typeof ours | undefined>> = {
  Artifact: 'Artifact',
  Error: 'ErrorLog',
  EventsTimeline: 'EventsTimeline',
  Image: 'Image',
  JSONViewer: 'JsonViewer',
  Markdown: 'Markdown',
  ProgressBar: 'ProgressBar',
  PythonCode: 'Code',
  Table: 'Table',
  ValueBox: 'ValueBox',
  VegaChart: 'VegaChart',
  // JsonViewer shows the same data, and a flow's bundle has nothing that writes YAML.
  YAMLViewer: undefined,
};

const script = `
import json
from metaflow import cards
from metaflow.plugins.cards.card_modules.components import UserComponent

names = [n for n in dir(cards) if isinstance(getattr(cards, n), type) and issubclass(getattr(cards, n), UserComponent)]
viewer = cards.JSONViewer({"a": [1]}, title="Settings")
viewer.component_id = "j"
timeline = cards.EventsTimeline(title="Calls", max_events=5)
timeline.component_id = "t"
timeline.update({"action": "one", "timestamp": 1.5}, style_theme="success", priority="high", payloads={"j": viewer}, finished=True)
print(json.dumps({"names": names, "viewer": viewer.render(), "timeline": timeline.render()}))
`;

interface Answer {
  readonly names: readonly string[];
  readonly viewer: object;
  readonly timeline: { readonly stats: object; readonly events: readonly object[] };
}

let folder: string;
let theirs: Answer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-components-'));
  const { stdout, stderr, code } = await new SharedDatastore(folder, 'tester').python(['-c', script]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  theirs = JSON.parse(stdout) as Answer;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every component of Metaflow's is known here, and is there unless it is left out on purpose", () => {
  expect(Object.keys(names).sort()).toEqual([...theirs.names].sort());
  for (const name of Object.values(names)) if (name !== undefined) expect(ours[name]).toEqual(expect.any(Function));
});

test('what a viewer of JSON shows has the form of Metaflow’s own', () => {
  expect(new ours.JsonViewer({ a: [1] }, { title: 'Settings' }).render('j')).toEqual(theirs.viewer);
});

test('so has what a timeline shows, times aside', () => {
  const timeline = new ours.EventsTimeline({ title: 'Calls', maxEvents: 5 });
  const payloads = { j: new ours.JsonViewer({ a: [1] }, { title: 'Settings' }) };
  const options = { theme: 'success', priority: 'high', payloads, finished: true } as const;
  timeline.update({ action: 'one', timestamp: new Date(1500) }, options);
  const time = expect.any(Number) as number;
  expect(timeline.render('t')).toEqual({
    ...theirs.timeline,
    stats: { ...theirs.timeline.stats, first_event: time, last_update: time },
    events: [
      { ...theirs.timeline.events[0], received_at: time, payloads: { j: { ...theirs.viewer, id: 't_event_0_j' } } },
    ],
  });
});
