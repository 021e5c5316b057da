import { mf } from './mf';

/** The exit code of a program that a closed pipe ends. */
const BROKEN_PIPE = 128 + 13;

// Whoever reads the output may have seen enough: `mf logs x.flow.ts | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(BROKEN_PIPE);
});

void mf(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
