import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { mf } from '../mf';

/** What a call of `mf` leaves. */
export interface MfCall {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of a user's, with packages and a datastore in it. */
export interface MfFolder {
  readonly path: string;
  write(file: string, text: string): void;
  /** `mf ...` in this folder, in the name of ada. */
  call(argv: readonly string[], env?: NodeJS.ProcessEnv): Promise<MfCall>;
  /** The same while it goes on. */
  start(argv: readonly string[], env?: NodeJS.ProcessEnv): { printed(): string; readonly ended: Promise<MfCall> };
  remove(): void;
}

export function mfFolder(): MfFolder {
  const path = mkdtempSync(join(tmpdir(), 'mf-cli-'));
  const write = (file: string, text: string): void => writeFileSync(join(path, file), text);
  symlinkSync(resolve(__dirname, '..', '..', '..', '..', 'node_modules'), join(path, 'node_modules'));
  write('package.json', '{}');
  const start: MfFolder['start'] = (argv, more = {}) => {
    const [stdout, stderr] = [sink(), sink()];
    const env = { ...process.env, METAFLOW_USER: 'ada', METAFLOW_DATASTORE_SYSROOT_LOCAL: path, ...more };
    const code = mf(argv, { cwd: path, env, stdout: stdout.stream, stderr: stderr.stream });
    return {
      printed: stdout.text,
      ended: code.then((ended) => ({ code: ended, stdout: stdout.text(), stderr: stderr.text() })),
    };
  };
  return {
    path,
    write,
    start,
    call: (argv, env) => start(argv, env).ended,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function sink() {
  const pieces: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => pieces.join('') };
}
