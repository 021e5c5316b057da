import { Flow, namespace, NotFoundError, type Run } from '@mf/client';
import { type Datastore, openDatastore, resolveNamespace } from '@mf/datastore';
import type { CommandIo } from '../command-io';

/** A flow whose runs a command reads. */
export interface OpenFlow {
  readonly flow: Flow;
  readonly datastore: Datastore;
}

/**
 * Opens a flow in the datastore that the current folder or the environment leads to.
 *
 * @param whose namespace that runs must be in: that of the user when not given, of everybody when empty (Metaflow's rule)
 * @throws UnknownUserError, and what `openDatastore` throws
 */
export function openFlow(name: string, whose: string | undefined, { env, cwd }: CommandIo): OpenFlow {
  const datastore = openDatastore({ env, cwd, create: false });
  // The client takes the namespace when an object is made, so another command of this process cannot come between.
  namespace(whose === undefined ? resolveNamespace(env) : whose || null);
  return { flow: new Flow(name, { datastore }), datastore };
}

/**
 * The newest run of a flow in its namespace.
 *
 * @throws NotFoundError, NamespaceMismatchError
 */
export async function latestRun({ flow }: OpenFlow): Promise<Run> {
  const run = await flow.latestRun;
  if (!run) throw new NotFoundError('Flow', flow.id, 'It has no runs yet: start one with mf run.');
  return run;
}
