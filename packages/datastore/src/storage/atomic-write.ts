import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DatastoreNotWritableError } from './errors';

/** Up to this many bytes a file is written with plain system calls, which are cheaper than the thread pool. */
const SMALL_WRITE = 1024 * 1024;

const writeLargeFile = promisify(fs.writeFile) as (fd: number, data: Uint8Array | string) => Promise<void>;

/** A leading dot, because Metaflow's readers look for `sysmeta_*`, `*_artifact_*` and the like: `*` skips dot files. */
const TEMPORARY = '.mf-';
const TEMPORARY_PREFIX = `${TEMPORARY}${process.pid}-${randomBytes(4).toString('hex')}-`;
let temporaryCount = 0;

/** Whether a file name is that of an unfinished write. */
export function isTemporaryName(name: string): boolean {
  return name.startsWith(TEMPORARY);
}

/**
 * Writes a whole file or nothing: into a temporary file of the same directory, which then takes the name.
 * Missing directories are made.
 * @throws DatastoreNotWritableError
 */
export async function writeFileAtomically(file: string, data: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(file), `${TEMPORARY_PREFIX}${temporaryCount++}`);
  try {
    const fd = create(temporary);
    try {
      if (data.length <= SMALL_WRITE) fs.writeFileSync(fd, data);
      else await writeLargeFile(fd, data);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw new DatastoreNotWritableError(file, error as NodeJS.ErrnoException);
  }
}

/** Runs a change of a file, and names the file in what it throws. */
export function writingTo(file: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    throw new DatastoreNotWritableError(file, error as NodeJS.ErrnoException);
  }
}

function create(file: string): number {
  try {
    return fs.openSync(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    fs.mkdirSync(dirname(file), { recursive: true });
    return fs.openSync(file, 'wx');
  }
}
