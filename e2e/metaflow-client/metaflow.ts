import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installMetaflow } from '@mf/tools-python';
import { mfCommand, workspaceRoot } from '../mf-command';

const run = promisify(execFile);

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end; a failing exit code is an answer, not an error. */
async function answer(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  try {
    return { code: 0, ...(await run(file, args, { cwd, env, maxBuffer: 1 << 26 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { code, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}

/** A datastore of its own, used by `mf` and by the real Metaflow alike. */
export class SharedDatastore {
  readonly env: NodeJS.ProcessEnv;

  constructor(
    readonly folder: string,
    user: string,
    env: NodeJS.ProcessEnv = {},
  ) {
    this.env = {
      ...process.env,
      METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
      METAFLOW_USER: user,
      METAFLOW_HOME: join(folder, 'home'),
      ...env,
    };
  }

  mf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
    const [program, ...words] = mfCommand;
    return answer(program, [...words, ...args], workspaceRoot, { ...this.env, ...env });
  }

  async python(args: readonly string[], cwd = this.folder, env: NodeJS.ProcessEnv = {}): Promise<Answer> {
    const python = await installMetaflow(console.log);
    return answer(python, args, cwd, { ...this.env, ...env });
  }

  /** What Metaflow's client reads of a run, the latest one when no id is given. */
  async read(flow: string, run?: string): Promise<RunAsRead> {
    const { code, stdout, stderr } = await this.python([
      join(__dirname, 'read_run.py'),
      flow,
      ...(run === undefined ? [] : [run]),
    ]);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as RunAsRead;
  }
}

export interface RunAsRead {
  readonly id: string;
  readonly successful: boolean;
  readonly finished: boolean;
  readonly tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly tasks: Readonly<Record<string, TaskAsRead>>;
}

export interface TaskAsRead {
  readonly successful: boolean;
  readonly finished: boolean;
  readonly attempt: number;
  readonly index: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly exception: { readonly type: string; readonly message: string; readonly stack: string } | null;
  readonly origin: string | null;
  readonly parents: readonly string[];
  readonly children: readonly string[];
  readonly artifacts: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, string>>;
}
