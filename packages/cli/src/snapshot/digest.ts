import { createHash } from 'node:crypto';
import type { OutputFile } from './write-files';

/** SHA-256 of a file, as hex. */
export function sha256Of(file: OutputFile): string {
  return 'text' in file ? sha256(file.text) : file.sha256;
}

/** SHA-256 of a text, as hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
