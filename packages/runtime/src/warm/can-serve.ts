import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Whether the code of a bundle is a function, so that a process can load the flow anew for each task: see bundle-layout.ts of
 * @mf/compiler for what cannot be one.
 */
export function canServe(bundle: string): boolean {
  const head = Buffer.alloc(1024);
  const fd = openSync(bundle, 'r');
  try {
    return head.subarray(0, readSync(fd, head)).includes('const[__mfLoad]=[');
  } finally {
    closeSync(fd);
  }
}
