import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { CommandIo } from '../command-io';
import { findWorkspaceRoot } from '../workspace-root';
import { type Environment, EnvironmentNotFoundError, InvalidEnvironmentError, parseEnvironments } from './environment';

/** An environment, and what commands about it work with. */
export interface OpenEnvironment {
  readonly environment: Environment;
  /** Of the workspace; absolute. */
  readonly root: string;
  /** In the workspace's root, with the environment's variables. */
  readonly io: CommandIo;
}

/**
 * The environment of a name. In a workspace of Nx they are among the options of the plugin in nx.json, elsewhere in the package.json at
 * the top, under `mf`.
 *
 * @throws EnvironmentNotFoundError, InvalidEnvironmentError
 */
export function openEnvironment(name: string | undefined, io: CommandIo): OpenEnvironment {
  const root = findWorkspaceRoot(join(io.cwd, 'any'));
  const { source, given } = readGiven(root);
  const environments = parseEnvironments(given, source);
  const environment = environments.get(name ?? '');
  if (!environment) throw new EnvironmentNotFoundError(name, [...environments.keys()], source);
  return { environment, root, io: { ...io, cwd: root, env: { ...io.env, ...environment.env } } };
}

interface Packaged {
  readonly mf?: { readonly environments?: unknown };
}
interface NxJson {
  readonly plugins?: readonly (
    string | { readonly plugin?: string; readonly options?: { readonly environments?: unknown } }
  )[];
}

function readGiven(root: string): { readonly source: string; readonly given: unknown } {
  const nx = readJson<NxJson>(join(root, 'nx.json'));
  if (!nx)
    return { source: '"mf" of package.json', given: readJson<Packaged>(join(root, 'package.json'))?.mf?.environments };
  const options = (nx.plugins ?? []).flatMap((each) =>
    typeof each === 'object' && /^@mf\/nx(\/plugin)?$/.test(each.plugin ?? '') ? [each.options] : [],
  );
  return {
    source: 'the options of @mf/nx/plugin in nx.json',
    given: options.find((each) => each?.environments)?.environments,
  };
}

/** With comments, as Nx allows them. */
function readJson<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  const errors: ParseError[] = [];
  const value = parse(readFileSync(file, 'utf8'), errors, { allowTrailingComma: true }) as T;
  const [first] = errors;
  if (first)
    throw new InvalidEnvironmentError(
      file,
      `it is no JSON: ${printParseErrorCode(first.error)} at character ${first.offset}`,
    );
  return value;
}
