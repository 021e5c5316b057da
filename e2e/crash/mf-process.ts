import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localDatastore } from '@mf/datastore';

const root = join(__dirname, '..', '..');
const command = join(root, 'packages', 'cli', 'bin', 'mf.js');

/** A datastore of its own. */
export class Store {
  readonly folder = mkdtempSync(join(tmpdir(), 'mf-crash-'));
  readonly root = join(this.folder, '.metaflow');
  readonly datastore = localDatastore(this.root);

  /** Starts `mf`. */
  start(args: readonly string[], { env = {}, detached = false }: { env?: NodeJS.ProcessEnv; detached?: boolean } = {}) {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: root,
      env: { ...process.env, METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
    });
    return new MfProcess(child);
  }

  /** Processes of tasks that write to this datastore. */
  tasks(): number[] {
    return processes().flatMap(({ pid, args }) => (args.includes(' step ') && args.includes(this.root) ? [pid] : []));
  }

  /** Resolves when no task is left, whoever started it. */
  async idle(): Promise<void> {
    while (this.tasks().length > 0) await sleep(50);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

function processes(): SystemProcess[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+) (.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
}

/** Whether a process still serves tasks: one that has ended is there until somebody asks about it. */
export function isServing(pid: number): boolean {
  return processes().some((one) => one.pid === pid && one.args.endsWith(' serve'));
}

/** It may have ended meanwhile. */
export function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A call of `mf`. */
export class MfProcess {
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  printed = '';

  constructor(private readonly child: ChildProcess) {
    this.pid = child.pid as number;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece: Buffer) => {
        this.printed += piece.toString();
      });
    }
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** Resolves when the process has printed this; rejects when it is over without. */
  async says(text: string): Promise<void> {
    await this.#until(() => this.printed.includes(text));
    if (!this.printed.includes(text)) throw new Error(`"${text}" is not in\n${this.printed}`);
  }

  /** Resolves when the process has printed so many lines, or is over. */
  async printsLines(count: number): Promise<void> {
    await this.#until(() => this.printed.split('\n').length > count);
  }

  /** The processes that it has started and that serve one task after another. */
  warmProcesses(): number[] {
    return processes().flatMap(({ pid, parent, args }) =>
      parent === this.pid && args.endsWith(' serve') ? [pid] : [],
    );
  }

  /** The id of the run, once it has one. */
  get run(): string | undefined {
    return /run-id (\d+)/.exec(this.printed)?.[1];
  }

  /** Reads its output no more. */
  hangUp(): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  async #until(isReached: () => boolean): Promise<void> {
    let isOver = false;
    void this.ended.then(() => {
      isOver = true;
    });
    while (!isOver && !isReached()) await sleep(5);
  }
}
