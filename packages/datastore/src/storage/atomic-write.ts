import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  writeFile,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { DatastoreNotWritableError } from './errors';

/** Up to this many bytes a file is written with plain system calls, which are cheaper than the thread pool. */
const SMALL_WRITE = 1024 * 1024;

const writeLargeFile = (fd: number, data: Uint8Array | string): Promise<void> => promisify(writeFile)(fd, data);

/** A leading dot, because Metaflow's readers look for `sysmeta_*`, `*_artifact_*` and the like: `*` skips dot files. */
const TEMPORARY = '.mf-';
/** Process ids of two machines can meet in one directory. Math.random is enough for that, and needs no OpenSSL to be seeded. */
const TEMPORARY_PREFIX = `${TEMPORARY}${process.pid}-${Math.random().toString(36).slice(2)}-`;
let temporaryCount = 0;

/** Whether a file name is that of an unfinished write. */
export function isTemporaryName(name: string): boolean {
  return name.startsWith(TEMPORARY);
}

/**
 * Writes a whole file or nothing: into a temporary file, which then takes the name. Missing directories are made. Not synced to the
 * disk: docs/adr tells what that means.
 *
 * @param options `isNew`: leave a file alone that is there already, also one that another process makes at this moment; `folder`: that of
 *   the temporary file, on the same disk, where it is not the file's own
 * @returns whether the file was written
 * @throws DatastoreNotWritableError, and what the pieces throw
 */
export async function writeFileAtomically(
  file: string,
  data: Uint8Array | string | AsyncIterable<Uint8Array>,
  { isNew = false, folder }: { readonly isNew?: boolean; readonly folder?: string | undefined } = {},
): Promise<boolean> {
  const own = directoryOf(file);
  const temporary = `${folder ?? own}/${TEMPORARY_PREFIX}${temporaryCount++}`;
  try {
    if (isSmall(data)) makingDirectories(temporary, () => writeFileSync(temporary, data, { flag: 'wx' }));
    else await writeLarge(temporary, data);
    if (folder !== undefined && folder !== own) makeDirectories(own);
    if (isNew) return nameIfFree(temporary, file);
    renameSync(temporary, file);
    return true;
  } catch (error) {
    removeTemporary(temporary);
    throw isSystemError(error) ? new DatastoreNotWritableError(file, error) : error;
  }
}

/** Gives the temporary file its name, unless that is taken: a link, unlike a rename, never replaces what is there. */
function nameIfFree(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without links (exFAT, some network shares) cannot do better than look first.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EMLINK') throw error;
    if (existsSync(file)) return false;
    renameSync(temporary, file);
    return true;
  } finally {
    removeTemporary(temporary);
  }
  return true;
}

function isSmall(data: Uint8Array | string | AsyncIterable<Uint8Array>): data is Uint8Array | string {
  return (typeof data === 'string' || ArrayBuffer.isView(data)) && data.length <= SMALL_WRITE;
}

async function writeLarge(file: string, data: Uint8Array | string | AsyncIterable<Uint8Array>): Promise<void> {
  const fd = openMakingDirectories(file, 'wx');
  try {
    if (typeof data !== 'string' && Symbol.asyncIterator in data) {
      for await (const piece of data) await writeLargeFile(fd, piece);
    } else {
      await writeLargeFile(fd, data);
    }
  } finally {
    closeSync(fd);
  }
}

/** What is no error of the system comes from the pieces, and says itself what it is. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** Runs a change of a file, and names the file in what it throws. */
export function writingTo(file: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    throw new DatastoreNotWritableError(file, error as NodeJS.ErrnoException);
  }
}

/** Opens a file for writing; where its directory is missing, makes it first. */
export function openMakingDirectories(file: string, flags: 'wx' | 'a'): number {
  return makingDirectories(file, () => openSync(file, flags));
}

function makingDirectories<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    makeDirectories(directoryOf(file));
    return open();
  }
}

/** Not by Node's `dirname`, which looks at each character: in a short task with its thirty files that shows. */
function directoryOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/')) || '/';
}

/** Not `mkdirSync` with `recursive`: that never returns where the system refuses a directory with ENOENT, as /proc does. */
function makeDirectories(directory: string): void {
  try {
    makeDirectory(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || directory === dirname(directory)) throw error;
    makeDirectories(dirname(directory));
    makeDirectory(directory);
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function removeTemporary(file: string): void {
  try {
    // Not `rmSync`, which looks twice at what it removes.
    unlinkSync(file);
  } catch {
    // The error that matters is the one of the write: where that could not make the file, there is none to remove.
  }
}
