import { createHash } from 'node:crypto';

/** `sha256:` and 64 hex digits: the name of everything in an image. */
export type Digest = `sha256:${string}`;

export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}
