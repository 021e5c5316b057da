import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { mfCommand, workspaceRoot } from './mf-command';

/** A call of `mf` that goes on, in the root of the workspace. */
export class MfProcess {
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  printed = '';
  readonly #child: ChildProcess;

  constructor(args: readonly string[], { env, detached = false }: { env: NodeJS.ProcessEnv; detached?: boolean }) {
    const [program, ...words] = mfCommand;
    const child = spawn(program, [...words, ...args], {
      cwd: workspaceRoot,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached,
    });
    this.#child = child;
    this.pid = child.pid as number;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => {
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

  /** The id of the run, once it has one. */
  get run(): string | undefined {
    return /run-id (\d+)/.exec(this.printed)?.[1];
  }

  /** Reads its output no more. */
  hangUp(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  async #until(isReached: () => boolean): Promise<void> {
    let isOver = false;
    void this.ended.then(() => {
      isOver = true;
    });
    while (!isOver && !isReached()) await sleep(5);
  }
}
