import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** `compilerOptions.paths` of the workspace: which paths a specifier stands for, relative to the workspace root. */
export type PathAliases = (specifier: string) => readonly string[];

interface TsConfig {
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

/** The file at the top of the workspace that Nx itself goes by: tsconfig.base.json, or tsconfig.json where there is no such file. */
export function rootTsConfig(workspaceRoot: string): string | undefined {
  return ['tsconfig.base.json', 'tsconfig.json'].find((name) => existsSync(join(workspaceRoot, name)));
}

/** Reads the aliases of `rootTsConfig`. */
export function readPathAliases(workspaceRoot: string): PathAliases {
  const file = rootTsConfig(workspaceRoot);
  if (file === undefined) return () => [];
  let config: TsConfig;
  try {
    config = parseTsConfig(readFileSync(join(workspaceRoot, file), 'utf8'));
  } catch {
    // TypeScript will report it; edges by package names and paths are still found.
    return () => [];
  }
  return pathAliases(config);
}

/** TypeScript's rule: an exact alias wins, else the alias with the longest text before its `*`. */
export function pathAliases({ compilerOptions: { paths = {}, baseUrl = '.' } = {} }: TsConfig): PathAliases {
  const wildcards = Object.keys(paths)
    .filter((alias) => alias.includes('*'))
    .map((alias) => {
      const [prefix, suffix] = alias.split('*') as [string, string];
      return { alias, prefix, suffix };
    })
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const targets = (alias: string, star: string) =>
    paths[alias]!.map((target) =>
      posix.join(
        baseUrl,
        target.replace('*', () => star),
      ),
    );

  return (specifier) => {
    if (!specifier.includes('*') && Object.hasOwn(paths, specifier)) return targets(specifier, '');
    const match = wildcards.find(
      ({ prefix, suffix }) =>
        specifier.length >= prefix.length + suffix.length && specifier.startsWith(prefix) && specifier.endsWith(suffix),
    );
    if (!match) return [];
    return targets(match.alias, specifier.slice(match.prefix.length, specifier.length - match.suffix.length));
  };
}

/** JSON with comments and trailing commas; @nx/devkit, which has a parser for it, takes longer to load than all of this to run. */
function parseTsConfig(text: string): TsConfig {
  const string = /"(?:\\.|[^"\\])*"/.source;
  const keepStrings = (pattern: string, json: string) =>
    json.replace(new RegExp(`(${string})|${pattern}`, 'g'), (_, kept?: string) => kept ?? '');
  return JSON.parse(keepStrings(',(?=\\s*[}\\]])', keepStrings('//.*|/\\*[^]*?\\*/', text))) as TsConfig;
}
