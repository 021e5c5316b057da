import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandResult } from '@mf/tools-python';
import { callMf, workspaceRoot } from '../mf-command';

/** A workspace in git, with environments, in a folder with everything that it deploys to. */
export class Workspace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mf-deploy-')));
  readonly root = join(this.folder, 'workspace');
  readonly env: NodeJS.ProcessEnv;

  constructor(environments: Readonly<Record<string, object>>, env: NodeJS.ProcessEnv = {}) {
    this.env = {
      ...process.env,
      METAFLOW_USER: 'ada',
      METAFLOW_HOME: join(this.folder, 'home'),
      METAFLOW_DATASTORE_SYSROOT_LOCAL: join(this.folder, 'data'),
      GIT_CONFIG_GLOBAL: '/dev/null',
      ...env,
    };
    this.write('package.json', JSON.stringify({ name: 'flows', mf: { environments } }));
    this.write('.gitignore', 'node_modules\n');
    symlinkSync(join(workspaceRoot, 'node_modules'), join(this.root, 'node_modules'));
    this.git(this.root, 'init', '--quiet', '--initial-branch=main');
  }

  /** Variables for Nx as in a pipeline. */
  get nxEnv(): NodeJS.ProcessEnv {
    return {
      ...this.env,
      CI: 'true',
      NX_NO_CLOUD: 'true',
      NX_CACHE_DIRECTORY: join(this.folder, 'nx-cache'),
      FORCE_COLOR: '0',
      // Jest's own would reach the batch worker.
      NODE_OPTIONS: '',
    };
  }

  /** The real `mf`, in a process of its own in the root of the workspace. */
  async mf(...args: string[]): Promise<CommandResult> {
    return this.mfAs({}, ...args);
  }

  async mfAs(env: NodeJS.ProcessEnv, ...args: string[]): Promise<CommandResult> {
    return callMf(args, { cwd: this.root, env: { ...this.env, ...env } });
  }

  /** `mf`, which must not fail. */
  async done(...args: string[]): Promise<string> {
    const { code, output } = await this.mf(...args);
    if (code !== 0) throw new Error(`mf ${args.join(' ')} ended with ${code}:\n${output}`);
    return output;
  }

  git(cwd: string, ...args: string[]): string {
    const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@localhost'];
    return execFileSync('git', [...who, ...args], { cwd, env: this.env, encoding: 'utf8' }).trim();
  }

  commit(): string {
    this.git(this.root, 'add', '--all');
    this.git(this.root, 'commit', '--quiet', '--message', 'Change flows');
    return this.git(this.root, 'rev-parse', 'HEAD');
  }

  /** A flow that prints a word, in `<folder>/<name>.flow.ts`. */
  writeFlow(name: string, word: string, folder = 'apps'): void {
    this.write(
      `${folder}/${name.toLowerCase()}.flow.ts`,
      `import { FlowSpec, step } from '@mf/flow';\n\n` +
        `export class ${name}Flow extends FlowSpec {\n` +
        `  @step start() { this.next(this.end); }\n` +
        `  @step end() { console.log('${word}'); }\n}\n`,
    );
  }

  write(file: string, text: string): void {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** A bare repository with one commit, and a checkout of it in `name`. */
  makeRepository(name: string): string {
    const bare = join(this.folder, `${name}.git`);
    this.git(this.folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
    const checkout = this.clone(bare, name);
    this.git(checkout, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
    this.git(checkout, 'push', '--quiet', '--set-upstream', 'origin', 'main');
    return bare;
  }

  clone(bare: string, name: string): string {
    const checkout = join(this.folder, name);
    execFileSync('git', ['clone', '--quiet', bare, checkout], { env: this.env, stdio: ['ignore', 'ignore', 'pipe'] });
    return checkout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Names, times of change and contents of all files of a folder. */
export function filesIn(folder: string): Record<string, readonly [mtime: number, text: string]> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(
    names.map((name) => [name, [statSync(join(folder, name)).mtimeMs, readFileSync(join(folder, name), 'utf8')]]),
  );
}
