import { type DecoratorIR, repeatableDecorators } from '@mf/ir';
import { parseWith } from './with-decorators';

/**
 * The decorators of `--with`, and those that the environment adds: METAFLOW_DECOSPECS, METAFLOW_<COMMAND>_DECOSPECS where the
 * option is not given, METAFLOW_DEFAULT_DECOSPECS. Each variable holds specs with white space between them. Of two of a kind the
 * first one counts, but for cards. Metaflow's rules.
 *
 * @param command `run`, `resume`, `airflow create`
 * @throws InvalidWithError
 */
export function decospecs(given: readonly string[], command: string, env: NodeJS.ProcessEnv): DecoratorIR[] {
  const words = (variable: string): string[] => (env[variable] ?? '').split(/\s+/).filter(Boolean);
  const own = given.length > 0 ? given : words(`METAFLOW_${command.toUpperCase().replaceAll(' ', '_')}_DECOSPECS`);
  const parsed = [...words('METAFLOW_DECOSPECS'), ...own, ...words('METAFLOW_DEFAULT_DECOSPECS')].map(parseWith);
  return parsed.filter(
    ({ name }, index) => repeatableDecorators.has(name) || parsed.findIndex((other) => other.name === name) === index,
  );
}
