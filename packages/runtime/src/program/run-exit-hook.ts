import { metaflowEnvironment, openDatastore } from '@mf/datastore';
import { type ExitHookFunctions, liveValuesOf } from '@mf/flow/internal';
import { clientRun } from '../client/client-objects';
import { openWorkerDatastore } from '../external/worker-datastore';
import { StepCommandError } from '../task/errors';
import type { Program } from './program';

/**
 * Calls an exit hook: `exit-hook success|error INDEX --run-id R [--datastore T --datastore-root P --metadata T]`. The index counts the
 * hooks of the flow for this end, see `exitHooks` of `@mf/ir`.
 *
 * @throws what the hook throws; StepCommandError
 */
export async function runExitHook(
  program: Program,
  [end, index, ...rest]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const options = new Map<string, string>();
  for (let at = 0; at + 1 < rest.length; at += 2) options.set(rest[at]!, rest[at + 1]!);
  const run = options.get('--run-id');
  const name = end === 'success' ? 'onSuccess' : end === 'error' ? 'onError' : undefined;
  if (run === undefined || name === undefined) throw new StepCommandError('exit-hook: success or error, and --run-id');
  const decorators = liveValuesOf(program.flowClass, 'exit_hook') as ExitHookFunctions[];
  const hook = decorators.reverse().flatMap((functions) => functions[name])[Number(index)];
  if (!hook) throw new StepCommandError(`exit-hook: there is no hook ${index} for ${end}`);
  const environment = metaflowEnvironment(env);
  const kind = options.get('--datastore');
  const datastore =
    kind === undefined
      ? openWorkerDatastore('An exit hook', environment)
      : openDatastore({
          env: environment,
          create: false,
          datastore: kind,
          datastoreRoot: options.get('--datastore-root'),
          metadata: options.get('--metadata'),
        });
  await hook(await clientRun(`${program.syntax.name}/${run}`, datastore));
}
