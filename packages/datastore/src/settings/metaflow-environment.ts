import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ConfigurationFileError, ProfileNotFoundError } from './errors';

const LOCAL_DIRECTORY = '.metaflow';
const LOCAL_FILE = 'config.json';

/**
 * The environment together with the METAFLOW_* settings of Metaflow's configuration files, in Metaflow's order: what the environment has,
 * even when it is empty; `config.json` in the nearest `.metaflow` in `cwd` or above; `config.json`, or `config_<profile>.json` with
 * METAFLOW_PROFILE, in METAFLOW_HOME, `~/.metaflowconfig` unless given. The environment itself where the files add nothing.
 *
 * Read once where something starts: what it starts gets all by its environment and looks for no files.
 *
 * @param cwd absolute
 * @throws ConfigurationFileError, ProfileNotFoundError
 */
export function metaflowEnvironment(
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd(),
): NodeJS.ProcessEnv {
  const files = { ...globalSettings(env), ...localSettings(cwd) };
  const added = Object.entries(files).filter(([name]) => name.startsWith('METAFLOW_') && env[name] === undefined);
  return added.length === 0 ? env : { ...env, ...Object.fromEntries(added) };
}

function globalSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  // An empty METAFLOW_HOME is the current folder for Metaflow, an empty profile is none.
  const home = (env['METAFLOW_HOME'] ?? '~/.metaflowconfig').replace(/^~(?=$|\/)/, () => env['HOME'] ?? homedir());
  const profile = env['METAFLOW_PROFILE'] || undefined;
  const settings = readSettings(resolve(home, profile === undefined ? 'config.json' : `config_${profile}.json`));
  if (settings === undefined && profile !== undefined) throw new ProfileNotFoundError(profile, home);
  return settings ?? {};
}

function localSettings(cwd: string): Record<string, string> {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const candidate = join(directory, LOCAL_DIRECTORY);
    if (statSync(candidate, { throwIfNoEntry: false })?.isDirectory()) {
      return readSettings(join(candidate, LOCAL_FILE)) ?? {};
    }
    if (directory === dirname(directory)) return {};
  }
}

/** Undefined when there is no such file. Null is no setting; what is no text is written as the text that a variable would have. */
function readSettings(file: string): Record<string, string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ConfigurationFileError(file, message);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigurationFileError(file, 'it is no JSON object');
  }
  const given = Object.entries(value as Record<string, unknown>).filter(([, setting]) => setting !== null);
  return Object.fromEntries(
    given.map(([name, setting]) => [name, typeof setting === 'string' ? setting : JSON.stringify(setting)]),
  );
}
