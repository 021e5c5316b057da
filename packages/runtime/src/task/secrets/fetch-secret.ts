import type { FetchSecret } from '@mf/flow/internal';
import type { SecretSource } from '@mf/ir';
import { InvalidSecretError, SecretNotFetchedError } from './errors';

/** Variables with their secret values. */
export type SecretVariables = Readonly<Record<string, string>>;

/**
 * Fetches what a source has.
 *
 * @param fetch of a source that is code
 * @throws SecretNotFetchedError, InvalidSecretError
 */
export async function fetchSecret(
  source: SecretSource,
  fetch: FetchSecret | undefined,
  decoratorRole: string | null,
  env: NodeJS.ProcessEnv,
): Promise<SecretVariables> {
  const name = `${source.id} (${source.type ?? defaultBackend(source.id, env)})`;
  const role = source.role ?? decoratorRole ?? env['METAFLOW_DEFAULT_SECRETS_ROLE'] ?? null;
  let found: unknown;
  if (fetch) {
    try {
      found = await fetch({ role });
    } catch (error) {
      throw new SecretNotFetchedError(name, error instanceof Error ? error.message : String(error), error);
    }
  } else {
    found = fromBackend(source, name, env);
  }
  return checked(name, found);
}

function fromBackend(source: SecretSource, name: string, env: NodeJS.ProcessEnv): unknown {
  const type = source.type ?? defaultBackend(source.id, env);
  if (type === 'environment') return fromEnvironment(source, name, env);
  throw new SecretNotFetchedError(name, `there is no back end ${type}`);
}

/** A variable as it is, or as a JSON object of variables. */
function fromEnvironment({ id, options }: SecretSource, name: string, env: NodeJS.ProcessEnv): unknown {
  const value = env[id];
  if (value === undefined) throw new SecretNotFetchedError(name, `the variable ${id} is not set`);
  const { env_var_name: variable } = options;
  if (typeof variable === 'string') return { [variable]: value };
  try {
    return JSON.parse(value);
  } catch {
    // What JSON.parse says quotes the text.
    throw new SecretNotFetchedError(
      name,
      `the variable ${id} is no JSON object of variables; envVarName takes it as a text`,
    );
  }
}

function defaultBackend(id: string, env: NodeJS.ProcessEnv): string {
  const type = env['METAFLOW_DEFAULT_SECRETS_BACKEND_TYPE'];
  if (!type) {
    throw new SecretNotFetchedError(id, 'it names no back end, and METAFLOW_DEFAULT_SECRETS_BACKEND_TYPE is not set');
  }
  return type;
}

/** Metaflow's rules for names of variables. */
function checked(name: string, found: unknown): SecretVariables {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new InvalidSecretError(name, 'it is no object of variables');
  }
  for (const [variable, value] of Object.entries(found as Record<string, unknown>)) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(variable)) {
      throw new InvalidSecretError(name, `${JSON.stringify(variable)} cannot name a variable`);
    }
    if (variable.startsWith('METAFLOW_')) throw new InvalidSecretError(name, `${variable} starts with METAFLOW_`);
    if (typeof value !== 'string') throw new InvalidSecretError(name, `the value of ${variable} is no text`);
    if (value.includes('\0')) throw new InvalidSecretError(name, `the value of ${variable} has a zero character`);
  }
  return found as SecretVariables;
}
