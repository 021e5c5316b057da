import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStorage } from '@mf/datastore';
import { DeploymentLog, type RecordDraft, type Rhythm } from './deployment-log';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mf-log-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const log = (rhythm?: Rhythm) => new DeploymentLog(new LocalStorage(folder), 'environments/prod', rhythm);

const draft: RecordDraft = {
  ...{ dagId: 'F', flow: 'F', source: 'f.flow.ts', workspace: 'w', action: 'deploy', by: 'ada' },
  ...{ irHash: '', content: 'a', place: 'dags', files: [] },
};

it('records are numbered, and found again', async () => {
  const first = await log().begin(draft, 0);
  await first!.finish('done');
  const second = await log().begin({ ...draft, content: 'b' }, 1);
  await second!.finish('failed', { error: 'no' });
  expect(await log().dags()).toEqual(['F']);
  const told = ({
    number,
    state,
    content,
    error,
  }: {
    number: number;
    state: string;
    content: string;
    error?: string;
  }) => [number, state, content, error];
  expect((await log().history('F')).map(told)).toEqual([
    [1, 'done', 'a', undefined],
    [2, 'failed', 'b', 'no'],
  ]);
  expect((await log().recent('F')).map(({ number }) => number)).toEqual([1, 2]);
  expect(await log().recent('G')).toEqual([]);
});

it('of many that begin the next record at once, one does', async () => {
  const begun = await Promise.all(Array.from({ length: 20 }, () => log().begin(draft, 0)));
  const [winner, ...others] = begun.filter((each) => each !== undefined);
  expect(others).toEqual([]);
  await winner!.finish('done');
});

it('who comes while a record is begun waits for its end', async () => {
  const open = await log().begin(draft, 0);
  const told: number[] = [];
  const rhythm = { beat: 15_000, poll: 5, death: 60_000 };
  const waiting = log(rhythm).settled('F', ({ number }) => {
    told.push(number);
    void open!.finish('done');
  });
  expect(await waiting).toMatchObject([{ number: 1, state: 'done' }]);
  expect(told).toEqual([1]);
  expect(await log(rhythm).settled('F', () => told.push(0))).toHaveLength(1);
  expect(told).toEqual([1]);
});

it('a record without signs of life is taken over, and its holder learns of that', async () => {
  const silent = { beat: 60_000, poll: 5, death: 30 };
  const stuck = await log(silent).begin(draft, 0);
  expect(await stuck!.isHeld()).toBe(true);
  expect(await log(silent).settled('F', () => {})).toMatchObject([{ number: 1, state: 'begun' }]);
  const next = await log(silent).begin(draft, 1);
  expect(next!.record.number).toBe(2);
  expect(await stuck!.isHeld()).toBe(false);
  await stuck!.finish('failed');
  await next!.finish('done');
});

it('one that shows signs of life is waited for, however long it takes', async () => {
  const open = await log({ beat: 5, poll: 5, death: 60_000 }).begin(draft, 0);
  const beats = new Set<number | undefined>();
  while (beats.size < 3) {
    beats.add((await log().recent('F'))[0]!.beat);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await open!.finish('done');
  expect((await log().recent('F'))[0]).not.toHaveProperty('beat');
});
