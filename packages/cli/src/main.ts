import { mf } from './mf';

/** The exit code of a program that a closed pipe ends. */
const BROKEN_PIPE = 128 + 13;

// Whoever reads the output may have seen enough (`mf logs x.flow.ts | head`), or the terminal was closed. A run that goes on is
// told so, and stops in order.
const onOutputGone = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  if (!process.emit('SIGHUP', 'SIGHUP')) process.exit(BROKEN_PIPE);
};
process.stdout.once('error', onOutputGone).on('error', () => undefined);
process.stderr.once('error', onOutputGone).on('error', () => undefined);

void mf(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
