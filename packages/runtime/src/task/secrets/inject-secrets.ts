import { type FetchSecret, type FlowClass, liveValuesOf } from '@mf/flow/internal';
import type { StepSecrets } from '@mf/ir';
import { SecretConflictError } from './errors';
import { fetchSecret } from './fetch-secret';

/**
 * Fetches the secrets of a step and puts them into the environment: all of them or, when anything is wrong, none.
 *
 * @param env of this process; it is changed
 * @returns a function that takes them out of it again
 * @throws SecretNotFetchedError, InvalidSecretError, SecretConflictError
 */
export async function injectSecrets(
  flowClass: FlowClass,
  step: string,
  { sources, role, allowOverride, isOwn }: StepSecrets,
  env: NodeJS.ProcessEnv,
): Promise<() => void> {
  const [live = []] = isOwn ? (liveValuesOf(flowClass, 'secrets', step) as (FetchSecret | undefined)[][]) : [];
  const variables = new Map<string, { readonly value: string; readonly source: string }>();
  for (const [index, source] of sources.entries()) {
    const name = source.type === null ? source.id : `${source.id} (${source.type})`;
    for (const [variable, value] of Object.entries(await fetchSecret(source, live[index], role, env))) {
      const other = variables.get(variable);
      if (other) throw new SecretConflictError(name, variable, other.source);
      if (!allowOverride && variable in env) throw new SecretConflictError(name, variable, undefined);
      variables.set(variable, { value, source: name });
    }
  }
  const before = new Map([...variables.keys()].map((variable) => [variable, env[variable]]));
  for (const [variable, { value }] of variables) env[variable] = value;
  return () => {
    for (const [variable, value] of before) {
      if (value === undefined) delete env[variable];
      else env[variable] = value;
    }
  };
}
