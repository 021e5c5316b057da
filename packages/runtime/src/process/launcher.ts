import { join } from 'node:path';

/** A program for Node that runs a bundle like Node itself would, `run-bundle.cjs BUNDLE ...`, and starts faster. */
export const launcher = join(__dirname, '..', '..', 'launcher', 'run-bundle.cjs');
