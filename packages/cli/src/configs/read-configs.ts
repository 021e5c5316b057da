import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GivenConfigs } from '@mf/compiler';
import type { FlowIR, Json } from '@mf/ir';
import { closestName, didYouMean } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { UsageError } from '../options/usage-error';
import { type ConfigOptions, readObject } from './config-options';

/**
 * What is given for configs, by options and by METAFLOW_FLOW_CONFIG and METAFLOW_FLOW_CONFIG_VALUE: each variable counts where its option
 * is not given at all, as in Metaflow. A file that cannot be read is an error of the flow that wants it.
 *
 * @throws UsageError
 */
export async function readConfigs(
  { config, configValue }: ConfigOptions,
  { cwd, env }: Pick<CommandIo, 'cwd' | 'env'>,
): Promise<GivenConfigs> {
  const paths = config ?? pathsOf(env['METAFLOW_FLOW_CONFIG']);
  const values = configValue ?? variable(env['METAFLOW_FLOW_CONFIG_VALUE'], 'METAFLOW_FLOW_CONFIG_VALUE');
  const both = Object.keys(paths).filter((name) => name in values);
  if (both.length > 0) {
    throw new UsageError(`both a file and a value are given for the config ${both.join(', ')}`, 'Give one of the two.');
  }
  const files = Object.entries(paths).map(async ([name, path]) => [name, await readOne(cwd, path)] as const);
  const texts = Object.entries(values).map(([name, value]) => {
    return [name, { source: 'its value', text: typeof value === 'string' ? value : JSON.stringify(value) }] as const;
  });
  return Object.fromEntries([...(await Promise.all(files)), ...texts]);
}

/**
 * Options may name no config that none of the flows has. The variables may: they are there for all flows of a workspace.
 *
 * @throws UsageError
 */
export function checkConfigNames({ config, configValue }: ConfigOptions, flows: readonly (FlowIR | undefined)[]): void {
  // A flow that cannot be loaded has other things to say.
  if (flows.some((ir) => ir === undefined)) return;
  const known = flows.flatMap((ir) => ir?.configs?.map(({ name }) => name) ?? []);
  for (const name of Object.keys({ ...config, ...configValue })) {
    if (known.includes(name)) continue;
    throw new UsageError(
      `there is no config ${name}.${didYouMean(closestName(name, known))}`,
      known.length === 0 ? 'The flow has no configs.' : `The configs are ${known.join(', ')}.`,
    );
  }
}

function variable(text: string | undefined, name: string): Record<string, Json> {
  return text === undefined || text === '' ? {} : Object.fromEntries(readObject(text, name));
}

function pathsOf(text: string | undefined): Record<string, string> {
  const given = variable(text, 'METAFLOW_FLOW_CONFIG');
  for (const [name, path] of Object.entries(given)) {
    if (typeof path !== 'string') {
      throw new UsageError(
        `METAFLOW_FLOW_CONFIG has no path for ${name}`,
        'Write it like {"settings": "settings.json"}.',
      );
    }
  }
  return given as Record<string, string>;
}

async function readOne(cwd: string, path: string): Promise<GivenConfigs[string]> {
  try {
    return { source: path, text: await readFile(resolve(cwd, path), 'utf8') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    return { source: path, problem };
  }
}
