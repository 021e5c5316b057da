import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { LocalStorage } from '@mf/datastore';
import { claimFlow } from './claim-flow';
import { DeploymentLog, type OpenRecord, type RecordDraft } from './deployment-log';
import type { DeploymentRecord } from './deployment-record';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mf-claim-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const rhythm = { beat: 15_000, poll: 5, death: 60_000 };
const draft: RecordDraft = {
  ...{ dagId: 'F', flow: 'F', source: 'f.flow.ts', workspace: 'w', action: 'deploy', by: 'ada' },
  ...{ irHash: '', content: 'a', place: 'dags', files: [] },
};

/** Does something right after what it holds was listed for the first time. */
class WatchedStorage extends LocalStorage {
  constructor(
    root: string,
    private onListed: (() => Promise<unknown>) | undefined,
  ) {
    super(root);
  }

  override async list(path: string): Promise<string[]> {
    const names = await super.list(path);
    const then = this.onListed;
    this.onListed = undefined;
    await then?.();
    return names;
  }
}

it('who begins right after another has looked is waited for, not taken for dead', async () => {
  let other: OpenRecord | undefined;
  const others = new DeploymentLog(new LocalStorage(folder), 'prod', rhythm);
  const storage = new WatchedStorage(folder, async () => (other = await others.begin(draft, 0)));
  const stderr = new PassThrough();
  stderr.once('data', () => {
    // The DAG has been nobody else's up to here.
    void other!.isHeld().then((isHeld) => other!.finish(isHeld ? 'done' : 'failed'));
  });
  const planned: string[][] = [];
  const plan = (records: readonly DeploymentRecord[]) => {
    planned.push(records.map(({ state }) => state));
    return Promise.resolve(draft);
  };
  const claimed = await claimFlow(new DeploymentLog(storage, 'prod', rhythm), 'F', plan, { stderr });
  expect(claimed!.record.number).toBe(2);
  expect(planned).toEqual([[], ['done']]);
  await claimed!.finish('done');
});
