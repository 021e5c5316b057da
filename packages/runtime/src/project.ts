import { resolveUser } from '@mf/datastore';
import type { FlowIR } from '@mf/ir';
import { chooseProject, type Project, projectDecorator, ProjectOptionError, type ProjectOptions } from '@mf/ir/graph';

/**
 * The project and branch of what is started or deployed here. Where no option is given, METAFLOW_FLOW_BRANCH or METAFLOW_BRANCH, and
 * METAFLOW_FLOW_PRODUCTION or METAFLOW_PRODUCTION count, as in Metaflow; METAFLOW_OWNER says whose branch it is, else the user.
 *
 * @returns undefined for a flow without `@project`
 * @throws ProjectOptionError, UnknownUserError of `@mf/datastore`
 */
export function resolveProject(ir: FlowIR, options: ProjectOptions, env: NodeJS.ProcessEnv): Project | undefined {
  const branch = options.branch ?? (env['METAFLOW_FLOW_BRANCH'] || env['METAFLOW_BRANCH'] || undefined);
  const production = options.production ?? flag(env, 'METAFLOW_FLOW_PRODUCTION') ?? flag(env, 'METAFLOW_PRODUCTION');
  // Variables are for all flows that are started with them, options for this one.
  const given = projectDecorator(ir)
    ? { ...(branch !== undefined && { branch }), ...(production !== undefined && { production }) }
    : options;
  return chooseProject(ir, given, () => env['METAFLOW_OWNER'] || resolveUser(env));
}

/** A variable as Metaflow's command line reads it; undefined when it is not set. */
function flag(env: NodeJS.ProcessEnv, name: string): boolean | undefined {
  const text = env[name]?.toLowerCase();
  if (text === undefined || text === '') return undefined;
  if (['true', 't', '1', 'yes', 'y'].includes(text)) return true;
  if (['false', 'f', '0', 'no', 'n'].includes(text)) return false;
  throw new ProjectOptionError(`${name} must be true or false, not ${JSON.stringify(env[name])}`);
}
