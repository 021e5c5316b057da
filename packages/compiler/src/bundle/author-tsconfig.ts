import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TsconfigRaw } from 'esbuild';

/**
 * The author's TypeScript settings (for `paths`, above all), but always with standard decorators and fields: a flow means the same in every
 * workspace. Taken from the nearest tsconfig.json below the root, else from the root's tsconfig.base.json or tsconfig.json.
 *
 * @param root absolute path of the workspace
 * @param file of the flow, relative to it
 */
export function authorTsconfig(root: string, file: string): TsconfigRaw & { readonly extends?: string } {
  const found = candidates(dirname(file)).find((path) => existsSync(join(root, path)));
  return {
    ...(found !== undefined && { extends: `./${found}` }),
    compilerOptions: { experimentalDecorators: false, useDefineForClassFields: true },
  };
}

function candidates(folder: string): string[] {
  if (folder === '.') return ['tsconfig.base.json', 'tsconfig.json'];
  return [`${folder}/tsconfig.json`, ...candidates(dirname(folder))];
}
