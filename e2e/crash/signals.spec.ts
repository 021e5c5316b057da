import { namespace, Run, type RunState } from '@mf/client';
import { audit } from './audit';
import type { MfProcess } from '../mf-process';
import { Store } from './store';

const flow = 'e2e/crash/flows/stubborn.flow.ts';
let store: Store;

beforeEach(() => {
  namespace(null);
  store = new Store();
});
afterEach(() => store.remove());

const runOf = (mf: MfProcess): Run => new Run(`StubbornFlow/${mf.run}`, { datastore: store.datastore });
const stateOf = async (mf: MfProcess): Promise<RunState> => (await runOf(mf).status).state;

/** A run whose first step is in the middle of its work. `detached`: with a process group of its own, as in a terminal. */
async function busy(env: NodeJS.ProcessEnv = {}): Promise<MfProcess> {
  const mf = store.start(['run', flow], { env, detached: true });
  await mf.says('waiting');
  return mf;
}

async function expectResumed(): Promise<void> {
  const mf = store.start(['resume', flow], { env: { MODE: 'resumed' } });
  expect({ end: await mf.ended, printed: mf.printed }).toMatchObject({ end: { code: 0 } });
  expect(audit(store.root)).toEqual([]);
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s', (signal, code) => {
  test.each(['the scheduler alone', 'the whole process group, as from a terminal'])('to %s', async (target) => {
    const mf = await busy();
    process.kill(target.startsWith('the whole') ? -mf.pid : mf.pid, signal);
    expect(await mf.ended).toEqual({ code, signal: null });
    expect(mf.printed).toMatch(/Task stopped by the scheduler\./);
    expect(mf.printed).not.toContain('(retry)');
    expect(store.tasks()).toEqual([]);
    expect(audit(store.root)).toEqual([]);
    expect(await runOf(mf).status).toMatchObject({ state: 'interrupted', isOver: true });
    const task = await runOf(mf).step('start').task;
    expect(await task!.artifact('kept').data).toBe('before it was stopped');
    expect((await task!.exception)?.exception).toMatch(/^Step start was stopped by SIG/);
    expect(await task!.state).toBe('failed');
    await expectResumed();
  });
});

test('a second Ctrl-C does not wait for a task that does not listen', async () => {
  const mf = await busy({ MODE: 'block', BLOCK_MS: '600000' });
  process.kill(-mf.pid, 'SIGINT');
  await mf.says('Workflow interrupted.');
  process.kill(-mf.pid, 'SIGINT');
  expect(await mf.ended).toEqual({ code: 130, signal: null });
  expect(mf.printed).toContain('Killing 1 remaining tasks without waiting any longer');
  expect(store.tasks()).toEqual([]);
  expect(audit(store.root)).toEqual([]);
  const task = await runOf(mf).step('start').task;
  // Its process recorded nothing; how it ended was seen by the scheduler.
  expect(await task!.state).toBe('failed');
  await expectResumed();
});

test('a task stops when its scheduler is killed, and records that', async () => {
  const mf = await busy();
  expect(await stateOf(mf)).toBe('running');
  process.kill(mf.pid, 'SIGKILL');
  await mf.ended;
  expect(await stateOf(mf)).toBe('killed');
  await store.idle();
  const task = await runOf(mf).step('start').task;
  expect((await task!.exception)?.exception).toBe('Step start was stopped by the end of its scheduler');
  await expectResumed();
});

test('a task that does not let go of its thread finishes after its scheduler was killed, and its result counts', async () => {
  const mf = await busy({ MODE: 'block', BLOCK_MS: '3000' });
  process.kill(mf.pid, 'SIGKILL');
  await mf.ended;
  await store.idle();
  expect(
    await runOf(mf)
      .step('start')
      .task.then((task) => task!.successful),
  ).toBe(true);
  const resumed = store.start(['resume', flow], { env: { MODE: 'block', BLOCK_MS: '600000' } });
  expect(await resumed.ended).toMatchObject({ code: 0 });
  expect(resumed.printed).toContain(`Cloning previously run task ${mf.run}/start/1`);
});

test('a run whose output nobody reads any more stops in order', async () => {
  const mf = await busy();
  mf.hangUp();
  // A line that cannot be written is what tells it.
  process.kill(store.tasks()[0]!, 'SIGTERM');
  await mf.ended;
  expect(store.tasks()).toEqual([]);
  expect(['interrupted', 'failed']).toContain(await stateOf(mf));
});
