import { type DecoratorIR, repeatableDecorators } from '@mf/ir';
import { parseWith } from './with-decorators';

/** Of a command that starts nothing, but can show or check what a start would add. */
export interface WithOptions {
  readonly with?: readonly string[];
}

/**
 * The decorators of `--with`, and those that the environment adds: METAFLOW_DECOSPECS, METAFLOW_<COMMAND>_DECOSPECS where the
 * option is not given, METAFLOW_DEFAULT_DECOSPECS. Each variable holds specs with white space between them. Of two of a kind the
 * first one counts, but for cards. Metaflow's rules.
 *
 * @param command `run`, `resume`, `airflow create`; another one has no variable of its own, and the option comes in place of
 *   METAFLOW_DECOSPECS
 * @throws InvalidWithError
 */
export function decospecs(
  given: readonly string[],
  command: 'run' | 'resume' | 'airflow create' | undefined,
  env: NodeJS.ProcessEnv,
): DecoratorIR[] {
  const words = (variable: string): string[] => (env[variable] ?? '').split(/\s+/).filter(Boolean);
  const general = 'METAFLOW_DECOSPECS';
  const before = command === undefined ? [] : words(general);
  const variable = command === undefined ? general : `METAFLOW_${command.toUpperCase().replaceAll(' ', '_')}_DECOSPECS`;
  const own = given.length > 0 ? given : words(variable);
  const parsed = [...before, ...own, ...words('METAFLOW_DEFAULT_DECOSPECS')].map(parseWith);
  return parsed.filter(
    ({ name }, index) => repeatableDecorators.has(name) || parsed.findIndex((other) => other.name === name) === index,
  );
}
