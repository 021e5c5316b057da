import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Holds flock(2) on a file until its input ends: the system frees it whatever becomes of us. Node has no flock of its own. */
const holder = `
import fcntl, sys
with open(sys.argv[1], "a") as lock:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("waiting", flush=True)
        fcntl.flock(lock, fcntl.LOCK_EX)
    print("locked", flush=True)
    sys.stdin.read()
`;

/** Runs an action while no other process of this machine runs one under the same lock file. */
export async function withFileLock<T>(
  python: string,
  file: string,
  { onWait, action }: { onWait: () => void; action: () => Promise<T> },
): Promise<T> {
  const child = spawn(python, ['-I', '-c', holder, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => reject(new Error(`the lock ${file} could not be taken (exit code ${code})`)));
      createInterface({ input: child.stdout }).on('line', (line) => (line === 'locked' ? resolve() : onWait()));
    });
    return await action();
  } finally {
    child.stdin.end();
    await ended;
  }
}
