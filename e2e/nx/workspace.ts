import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CommandResult, runCommand } from './run-command';

/** A workspace of a user in a folder of its own, with Nx alone, that has our packages from the registry of this machine. */
export interface Workspace {
  readonly root: string;
  /** Calls `nx` with the words of a command, and with arguments that are taken as they are. */
  nx(command: string, ...args: string[]): Promise<CommandResult>;
  /** Like `nx`, with variables added to the environment. */
  nxWith(env: NodeJS.ProcessEnv, command: string, ...args: string[]): Promise<CommandResult>;
  node(...args: string[]): Promise<CommandResult>;
  npm(...args: string[]): Promise<CommandResult>;
  read(file: string): string;
  write(file: string, content: string): void;
  remove(): void;
}

export async function createWorkspace(versions: {
  readonly nx: string;
  readonly typescript?: string;
}): Promise<Workspace> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'mf-e2e-nx-')));
  const env = isolatedEnvironment(root);
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  write(
    'package.json',
    JSON.stringify({
      name: 'workspace',
      private: true,
      workspaces: ['apps/*', 'libs/*'],
      devDependencies: versions,
    }),
  );
  write('.npmrc', `@mf:registry=${process.env['MF_E2E_REGISTRY']}\naudit=false\nfund=false\nupdate-notifier=false\n`);
  write('.gitignore', 'node_modules\n.nx\n');
  write('nx.json', '{}');

  const npm = await runCommand('npm', ['install', '--prefer-offline', '--loglevel=error'], root, env);
  if (npm.code !== 0) {
    rmSync(root, { recursive: true });
    throw new Error(`npm install failed:\n${npm.output}`);
  }
  const node = (extra: NodeJS.ProcessEnv, args: readonly string[]) =>
    runCommand(process.execPath, args, root, { ...env, ...extra });
  const nx = require.resolve('nx/package.json', { paths: [root] });
  const bin = join(dirname(nx), (JSON.parse(readFileSync(nx, 'utf8')) as { bin: { nx: string } }).bin.nx);
  return {
    root,
    nx: (command, ...args) => node({}, [bin, ...command.split(' '), ...args]),
    nxWith: (extra, command, ...args) => node(extra, [bin, ...command.split(' '), ...args]),
    node: (...args) => node({}, args),
    npm: (...args) => runCommand('npm', args, root, env),
    read: (file) => readFileSync(join(root, file), 'utf8'),
    write,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Nothing of this repository, of the user's home or of an earlier run may reach the workspace. */
export function isolatedEnvironment(root: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|METAFLOW_|NODE_|JEST_|npm_|INIT_CWD|FORCE_COLOR)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    CI: 'true',
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_CACHE_DIRECTORY: join(root, '.nx/cache'),
    METAFLOW_USER: 'e2e',
    METAFLOW_HOME: join(root, '.metaflowconfig'),
  };
}
