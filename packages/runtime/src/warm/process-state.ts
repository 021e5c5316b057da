import { resolve } from 'node:path';

/** What a task can change of a process and the next task would see. */
export class ProcessState {
  readonly #env = { ...process.env };
  readonly #cwd = process.cwd();
  readonly #argv = [...process.argv];
  readonly #umask = process.umask();
  readonly #listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name as string)]));

  /** Makes the process look as if it had been started for a task, in the directory and with the environment of the first start. */
  enter(args: readonly string[], env: Readonly<Record<string, string>>): void {
    const wanted: NodeJS.ProcessEnv = { ...this.#env, ...env };
    for (const name of Object.keys(process.env)) if (!(name in wanted)) delete process.env[name];
    for (const [name, value] of Object.entries(wanted)) if (process.env[name] !== value) process.env[name] = value;
    process.argv = [this.#argv[0] ?? '', resolve(this.#argv[1] ?? ''), ...args];
    process.exitCode = undefined;
    process.umask(this.#umask);
    process.chdir(this.#cwd);
  }

  /** Calls what the task wanted to be called at the end of its process, and takes away its listeners. */
  leave(): void {
    for (const listener of this.#added('exit')) listener.call(process, 0);
    for (const name of process.eventNames()) {
      for (const listener of this.#added(name)) process.off(name as string, listener);
    }
  }

  #added(name: string | symbol): ((...args: unknown[]) => void)[] {
    const own = this.#listeners.get(name) ?? [];
    return process.rawListeners(name as string).filter((listener) => !own.includes(listener)) as never;
  }
}
