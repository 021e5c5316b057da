import { readdir, readFile } from 'node:fs/promises';

/**
 * Stops all processes of a pod where they are: none of them hears a signal or minds a time limit any more. They are processes of this
 * machine, as the cluster is.
 *
 * @param uid of the pod
 */
export async function freezePod(uid: string): Promise<void> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const inPod = await Promise.all(
    pids.map(async (pid) => {
      // It may have ended since.
      const groups = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
      return groups.replaceAll('_', '-').includes(uid);
    }),
  );
  const found = pids.filter((_pid, index) => inPod[index]);
  if (found.length === 0) throw new Error(`Pod ${uid} has no process on this machine`);
  for (const pid of found) process.kill(Number(pid), 'SIGSTOP');
}
