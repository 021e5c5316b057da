import { createHash } from 'node:crypto';

/** A file of a bundle, as it was written. */
export interface WrittenFile {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the file, as hex. */
  readonly sha256: string;
  /** Whether the name says the content: a file of this name and size is the same one, wherever it lies. */
  readonly isNamedByContent: boolean;
}

export function writtenFile(file: string, content: Buffer | string, isNamedByContent: boolean): WrittenFile {
  return { file, size: Buffer.byteLength(content), sha256: sha256(content), isNamedByContent };
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What a file is named by: the first 16 hex digits of its SHA-256. */
export function contentName(content: Buffer | string): string {
  return sha256(content).slice(0, 16);
}
