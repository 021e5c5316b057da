import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withFileLock } from './file-lock';

describe('withFileLock', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mf-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lets one action run at a time, and tells the others that they wait', async () => {
    const file = join(folder, 'lock');
    let running = 0;
    let most = 0;
    let waited = 0;
    const action = async () => {
      most = Math.max(most, ++running);
      await sleep(500);
      running--;
    };
    await Promise.all([1, 2, 3].map(() => withFileLock('python3', file, { onWait: () => waited++, action })));
    expect(most).toBe(1);
    expect(waited).toBeGreaterThanOrEqual(1);
  });

  it('gives the result, and frees the lock after a failure', async () => {
    const file = join(folder, 'lock');
    const onWait = () => {};
    await expect(
      withFileLock('python3', file, { onWait, action: () => Promise.reject(new Error('no')) }),
    ).rejects.toThrow('no');
    expect(await withFileLock('python3', file, { onWait, action: () => Promise.resolve(1) })).toBe(1);
  });

  it('is free again when its holder was killed', async () => {
    const file = join(folder, 'lock');
    const other = spawn('python3', [
      '-c',
      'import fcntl,sys,time\nf=open(sys.argv[1],"a")\nfcntl.flock(f,2)\nprint(1,flush=True)\ntime.sleep(60)',
      file,
    ]);
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const onWait = () => void other.kill('SIGKILL');
    expect(await withFileLock('python3', file, { onWait, action: () => Promise.resolve('mine') })).toBe('mine');
    expect(other.killed).toBe(true);
  });
});
