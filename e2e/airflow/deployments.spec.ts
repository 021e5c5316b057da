import { setTimeout as sleep } from 'node:timers/promises';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Flow, namespace } from '@mf/client';
import { dags } from './dags';
import { idsIn, mfAsUser as mf, ok } from './mf-user';
import { startRunOf } from './raw-api';
import { airflow, datastore, suite } from './suite';

const debug = dags.DebugFlow.file;
const slow = dags.SlowFlow.file;

beforeAll(() => namespace(null));

describe('the life of a deployment', () => {
  const named = ['--name', 'debug.life'];
  let ids: ReturnType<typeof idsIn>;

  it('begins when its files are there and Airflow has read them; to deploy it again changes nothing', async () => {
    const deploy = () => ok('airflow', 'deploy', debug, ...named);
    expect(await deploy()).toMatch(
      /wrote the DAG debug\.life to [^]*Airflow has read it\.\nPage: .*\/dags\/debug\.life/,
    );
    expect(await deploy()).toContain('the DAG debug.life is already in');
    for (const _time of ['first', 'second']) {
      const to = join(suite().datastoreRoot, 'unread-dags');
      const { code, output } = await mf(['airflow', 'deploy', debug, ...named, '--to', to]);
      expect(code).toBe(1);
      expect(output).toMatch(
        /MF2719 Airflow reads the DAG debug\.life from \S+debug\.life\.py, and not from \S+unread-dags/,
      );
      expect(output).not.toContain('Airflow has read it');
    }
    const { output } = await mf(['airflow', 'status', debug, ...named]);
    expect(output).toContain('It has no runs yet');
  });

  it('a value of the wrong type is refused before anything is sent', async () => {
    const { code, output } = await mf(['airflow', 'trigger', slow, '--seconds', 'many']);
    expect([code, output]).toEqual([1, expect.stringContaining('MF2101')]);
  });

  it('trigger --wait shows the states of tasks, and fails as the run does', async () => {
    const { code, output } = await mf(['airflow', 'trigger', debug, ...named, '--wait']);
    expect([code, output]).toEqual([1, expect.stringMatching(/\[start\] success[^]*\[b\] failed[^]*\[run\] failed/)]);
    ids = idsIn(output);
    expect(output).toContain(`mf resume ${debug} --origin-run-id ${ids.run}`);
    const logs = /mf (airflow logs .*)/.exec(output)?.[1] ?? '';
    expect(await ok(...logs.split(' '))).toContain('cannot work with x = 43');
    const page = /^Page: +(\S+)$/m.exec(output)?.[1] ?? '';
    expect((await fetch(page)).status).toBe(200);
  });

  it('list-runs and status know the run by both of its ids', async () => {
    const listed = JSON.parse(await ok('airflow', 'list-runs', debug, ...named, '--json')) as unknown;
    expect(listed).toMatchObject([{ run: ids.run, airflowRun: ids.airflowRun, state: 'failed' }]);
    for (const id of [ids.run, ids.airflowRun]) {
      const status = JSON.parse(await ok('airflow', 'status', debug, id, ...named, '--json')) as {
        run: { tasks: unknown[] };
      };
      expect(status).toMatchObject({ dagId: 'debug.life', suspended: false, run: ids });
      expect(status.run.tasks).toContainEqual(expect.objectContaining({ task: 'b', state: 'failed', tryNumber: 1 }));
    }
    expect(await ok('airflow', 'status', debug, ...named)).toMatch(/^b +1 .* failed$/m);
  });

  it('logs prints what Airflow has of all tasks, or of one', async () => {
    expect(await ok('airflow', 'logs', debug, ...named)).toMatch(/^a, attempt 0\n[^]*^b, attempt 0\n/m);
    const one = await ok('airflow', 'logs', debug, ids.airflowRun, 'b', ...named);
    expect(one).toContain('cannot work with x = 43');
    expect(one).not.toContain('a, attempt 0');
    const { code, output } = await mf(['airflow', 'logs', debug, ids.run, 'none', ...named]);
    expect([code, output]).toEqual([1, expect.stringMatching(/MF2710[^]*a, b, end, start/)]);
    for (const choice of ['--map-index', '--attempt']) {
      const none = await mf(['airflow', 'logs', debug, ids.run, 'b', choice, '7', ...named]);
      expect([none.code, none.output]).toEqual([1, expect.stringContaining('MF2717')]);
    }
  });

  it("is resumed by Airflow's own id of the run, with the working copy, or with the code that it had", async () => {
    const resume = (...args: string[]) => mf(['resume', debug, ...args], { DEBUG_FLOW_FIXED: '1' });
    const origin = `DebugFlow/${ids.run}`;
    for (const args of [
      ['--origin-run-id', ids.airflowRun],
      ['--origin-run-id', ids.airflowRun, '--dag-id', 'debug.life', '--same-code'],
    ]) {
      const { code, output } = await resume(...args);
      expect([code, output]).toEqual([0, expect.stringContaining(`Cloning ${origin}`)]);
      expect(await (await new Flow('DebugFlow', { datastore: datastore() }).latestRun)?.originPathspec).toBe(origin);
    }
    const none = await resume('--origin-run-id', 'manual__2020-01-01T00:00:00+00:00');
    expect([none.code, none.output]).toEqual([1, expect.stringContaining('MF2811')]);
    const code = await new Flow('DebugFlow', { datastore: datastore() }).run(ids.run).code;
    expect(await code?.flowspec).toContain('cannot work with x');
  });

  it('status without a run shows the one that was started last, whatever its date', async () => {
    const airflowRun = await startRunOf('debug.life', '2024-02-03T04:05:06Z');
    const status = JSON.parse(await ok('airflow', 'status', debug, ...named, '--json')) as unknown;
    expect(status).toMatchObject({ run: { airflowRun } });
    await ok('airflow', 'terminate', debug, airflowRun, ...named);
  });

  it('suspend and unsuspend stop and start what starts it', async () => {
    const api = await airflow();
    await ok('airflow', 'suspend', debug, ...named);
    expect((await api.dag('debug.life'))?.paused).toBe(true);
    expect(await ok('airflow', 'status', debug, ...named)).toContain('debug.life (suspended)');
    await ok('airflow', 'unsuspend', debug, ...named);
    expect((await api.dag('debug.life'))?.paused).toBe(false);
  });

  it('ends with its files and all that Airflow knows; what other deployments use stays', async () => {
    const { code, output } = await mf(['airflow', 'delete', debug, ...named]);
    expect([code, output]).toEqual([1, expect.stringContaining('MF2711')]);
    const elsewhere = join(suite().datastoreRoot, 'no-dags');
    const none = await mf(['airflow', 'delete', debug, ...named, '--yes', '--to', elsewhere]);
    expect([none.code, none.output]).toEqual([1, expect.stringMatching(/MF2718(?![^]*Waiting)/)]);
    expect(await ok('airflow', 'delete', debug, ...named, '--yes')).toContain('debug.life is deleted');
    expect(await (await airflow()).dag('debug.life')).toBeUndefined();
    const names = await readdir(suite().dagsFolder);
    expect(names.filter((name) => name.startsWith('debug.life'))).toEqual([]);
    expect(names).toContainEqual(expect.stringMatching(/^DebugFlow-[0-9a-f]{16}\.mjs$/));
    expect(await new Flow('DebugFlow', { datastore: datastore() }).run(ids.run).successful).toBe(false);
  });
});

it('a run that goes on keeps its deployment from deletion, and is ended by terminate', async () => {
  const named = ['--name', 'slow.life'];
  await ok('airflow', 'deploy', slow, ...named);
  const { run } = idsIn(await ok('airflow', 'trigger', slow, ...named, '--seconds', '900'));
  const status = async () =>
    (JSON.parse(await ok('airflow', 'status', slow, ...named, '--json')) as { run: { tasks: { state: string }[] } })
      .run;
  while (!(await status()).tasks.some(({ state }) => state === 'running')) await sleep(500);
  const { code, output } = await mf(['airflow', 'delete', slow, ...named, '--yes']);
  expect([code, output]).toEqual([1, expect.stringContaining('MF2712')]);
  expect(await ok('airflow', 'terminate', slow, run, ...named)).toContain('Terminated');
  expect(await ok('airflow', 'status', slow, run, ...named)).toMatch(/^State: +failed$/m);
  expect(await ok('airflow', 'terminate', slow, run, ...named)).toContain('It has ended already: failed');
  await ok('airflow', 'delete', slow, ...named, '--yes');
});

describe('a file that Airflow cannot import', () => {
  const named = ['--name', 'broken.life'];

  it('is told of with the traceback', async () => {
    // The site has a policy: see start-suite.ts.
    const { code, output } = await mf(['airflow', 'deploy', debug, ...named, '--tag', 'forbidden']);
    expect([code, output]).toEqual([1, expect.stringMatching(/MF2708[^]*broken\.life\.py[^]*no DAG may be forbidden/)]);
  });

  it('does not stand in the way of one that it can', async () => {
    expect(await ok('airflow', 'deploy', debug, ...named)).toContain('Airflow has read it.');
    await ok('airflow', 'delete', debug, ...named, '--yes');
  });
});

it('a git checkout gets the files as a commit of their own, pushed to where it came from', async () => {
  const folder = join(suite().datastoreRoot, 'git');
  const [origin, checkout] = [join(folder, 'origin.git'), join(folder, 'checkout')];
  const { runCommand } = await import('@mf/tools-python');
  const git = async (...args: string[]) => {
    const { code, output } = await runCommand('git', args, { env: process.env });
    if (code !== 0) throw new Error(output);
    return output.trim();
  };
  const who = {
    ...{ GIT_AUTHOR_NAME: 'ana', GIT_AUTHOR_EMAIL: 'ana@example.com' },
    ...{ GIT_COMMITTER_NAME: 'ana', GIT_COMMITTER_EMAIL: 'ana@example.com' },
  };
  await mkdir(folder);
  try {
    await git('init', '--quiet', '--bare', origin);
    await git('clone', '--quiet', origin, checkout);
    await writeFile(join(checkout, 'README'), 'ours');
    await git('-C', checkout, 'add', '.');
    await git('-C', checkout, '-c', 'user.name=ana', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'begin');
    await git('-C', checkout, 'push', '--quiet', '--set-upstream', 'origin', 'HEAD');
    await writeFile(join(checkout, 'README'), 'unfinished');
    const deploy = (...args: string[]) =>
      mf(['airflow', ...args, '--to', `git:${checkout}/dags`], { AIRFLOW_URL: '', ...who });
    for (let time = 0; time < 2; time++) {
      expect(await deploy('deploy', debug, '--no-wait')).toMatchObject({ code: 0 });
      expect(await git('-C', origin, 'log', '--format=%s')).toBe('Deploy DebugFlow\nbegin');
    }
    expect(await git('-C', origin, 'ls-tree', '-r', '--name-only', 'HEAD')).toMatch(
      /^README\ndags\/DebugFlow-[^]*dags\/DebugFlow\.manifest\.json\ndags\/DebugFlow\.py\n/,
    );
    expect(await git('-C', checkout, 'status', '--short')).toBe('M README');
    const { code, output } = await deploy('delete', debug, '--yes');
    expect([code, output]).toEqual([1, expect.stringContaining('MF2701')]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
