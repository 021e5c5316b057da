import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const pollInterval = 100;
const turns = new Map<string, Promise<unknown>>();

/**
 * Does something while nobody else on this machine does anything with the same file: callers in this process one after another, and
 * processes by making the file, which has the id of the one that works. One that has died leaves it to the next.
 *
 * @param file absolute path; its folder is there
 */
export async function oneAtATime<T>(file: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(file) ?? Promise.resolve();
  const turn = before.then(() => withFile(file, work));
  turns.set(
    file,
    turn.catch(() => {}),
  );
  return turn;
}

async function withFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!isMade(file)) {
    if (isAbandoned(file)) await removeAbandoned(file);
    else await sleep(pollInterval * (0.5 + Math.random()));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Of several who find it, a slow one must not remove what a fast one has made in its place meanwhile: they, too, take turns. */
async function removeAbandoned(file: string): Promise<void> {
  await withFile(`${file}.left`, async () => {
    if (isAbandoned(file)) rmSync(file, { force: true });
  });
}

function isMade(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Gone by now.
    return false;
  }
  // Just made, and not yet written.
  if (text === '') return false;
  try {
    process.kill(Number(text), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
