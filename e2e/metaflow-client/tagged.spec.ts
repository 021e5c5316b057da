import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SharedDatastore } from './metaflow';

// What the flow's branches and tags are when the command line chooses them is compared with the golden run: golden/twins.spec.ts.
const flow = 'e2e/metaflow-client/golden/flows/tagged.flow.ts';

let store: SharedDatastore;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-tagged-')), 'golden');
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

test('the environment chooses the branch, as in Metaflow; a resumed run belongs to the one that it is resumed on', async () => {
  const ran = await store.mf(['run', flow], { METAFLOW_BRANCH: 'b', METAFLOW_PRODUCTION: '1' });
  expect(ran).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Project: goldproj, Branch: prod.b') as string,
  });
  expect((await store.read('Tagged')).system_tags).toContain('project_branch:prod.b');
  expect(await store.mf(['resume', flow, 'end', '--branch', 'later'])).toMatchObject({ code: 0 });
  expect((await store.read('Tagged')).system_tags).toContain('project_branch:test.later');
});
