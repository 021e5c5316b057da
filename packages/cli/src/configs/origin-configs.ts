import type { GivenConfigs } from '@mf/compiler';
import { openDatastore } from '@mf/datastore';
import { originConfigs as configsOfRun } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { flowName } from '../flow-name';

/**
 * The configs that the run to resume was started with: they decide how the flow is read, so they must be known before that. None when the
 * file has no flow, of which reading it says more.
 */
export async function originConfigs(file: string, run: string | undefined, io: CommandIo): Promise<GivenConfigs> {
  const { name } = await flowName(file, io);
  if (name === undefined) return {};
  const { env, cwd } = io;
  const configs = await configsOfRun(openDatastore({ env, cwd, create: true }), name, run);
  return Object.fromEntries(
    Object.entries(configs).map(([config, text]) => [config, { source: 'the resumed run', text, isParsed: true }]),
  );
}
