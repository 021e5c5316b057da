import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FlowDescription } from '@mf/ir';

/** What became of one bundle. */
export type LoaderOutcome =
  | { readonly kind: 'value'; readonly description: FlowDescription }
  /** Its code threw. `uncaught`: outside of the loading itself, so that it may be the code of an earlier bundle. */
  | {
      readonly kind: 'thrown';
      readonly failure: ThrownFailure;
      readonly uncaught: boolean;
    }
  /** The process ended. */
  | { readonly kind: 'ended'; readonly exit: string }
  /** Nothing was heard of it for too long. */
  | { readonly kind: 'timeout' };

/** An error as the loader saw it. */
export interface ThrownFailure {
  readonly name: string;
  readonly message: string;
  /** With the author's lines, by the bundle's source map. */
  readonly stack: string;
  /** Both or none. */
  readonly code?: string;
  readonly advice?: string;
  /** The file that it did not find. */
  readonly missing?: string;
}

export interface LoaderOptions {
  /** Environment of the process; that of this one without it. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long one bundle may take, in milliseconds. */
  readonly timeout: number;
  /** What was given for configs, by name. */
  readonly configs: GivenConfigs;
}

/**
 * Text that was given for configs, or why it cannot be read, and where it is from; by the config's name. Text that a parser has made
 * already is JSON.
 */
export type GivenConfigs = Readonly<
  Record<
    string,
    { readonly source: string } & (
      { readonly text: string; readonly isParsed?: boolean } | { readonly problem: string }
    )
  >
>;

/** A bundle to load. */
export interface BundleFile {
  /** Absolute path. */
  readonly file: string;
  /** Absolute path of the folder of the flow's source. */
  readonly folder: string;
}

interface LoaderLine {
  readonly description?: FlowDescription;
  readonly failure?: ThrownFailure;
  readonly uncaught?: boolean;
}

const program = join(dirname(__dirname), '..', 'loader', 'load-bundles.cjs');

/**
 * Starts one process that loads bundles, and gives one outcome for each, in order. After an outcome that ended the process there are no
 * more. What the author's code prints goes to standard error.
 */
export async function* runLoader(
  bundles: readonly BundleFile[],
  { env = process.env, timeout, configs }: LoaderOptions,
): AsyncGenerator<LoaderOutcome> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 2, 2, 'pipe'], env });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  // A child that dies before it has read everything is reported by how it ended.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(JSON.stringify({ bundles, configs }));
  const lines = linesOf(child.stdio[3] as Readable);
  try {
    for (let left = bundles.length; left > 0; left--) {
      const next = await within(timeout, lines.next());
      if (next === undefined) {
        yield { kind: 'timeout' };
        return;
      }
      if (next.done) {
        yield { kind: 'ended', exit: await ended };
        return;
      }
      const { description, failure, uncaught = false } = JSON.parse(next.value) as LoaderLine;
      if (description) {
        yield { kind: 'value', description };
        continue;
      }
      if (!failure) throw new Error(`the loader said ${next.value}`);
      yield { kind: 'thrown', failure, uncaught };
      if (uncaught) return;
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** What a stream says, line by line. (Node's own `readline` takes 5 ms to load.) */
async function* linesOf(stream: Readable): AsyncGenerator<string, undefined> {
  let begun = '';
  for await (const piece of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const [first = '', ...more] = piece.split('\n');
    begun += first;
    for (const next of more) {
      yield begun;
      begun = next;
    }
  }
  return undefined;
}

/** What a promise gives, or undefined when it takes longer than a time in milliseconds. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
