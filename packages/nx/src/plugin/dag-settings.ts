import { dagVariables } from './dag-variables';

/**
 * An input of the target that makes a DAG: all variables that stand in one, as a single command, which Nx calls once when it looks for such a
 * target in its cache. As an input each they were a quarter of what Nx reads, checks, writes and sends around for every flow in each command.
 */
export const dagSettingsInput = { runtime: `node -p "require('@mf/nx/dag-settings').dagSettings(process.env)"` };

/** The variables that stand in a DAG, with the values that they have, as one line. */
export function dagSettings(env: Readonly<Record<string, string | undefined>>): string {
  return JSON.stringify(Object.fromEntries(dagVariables.map((name) => [name, env[name]])));
}
