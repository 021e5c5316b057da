import { join, resolve } from 'node:path';

/** Where a flow is written: the folder that was asked for, else `dist/flows/<flow-name>` of its workspace. Absolute. */
export function outputFolder(where: {
  readonly root: string;
  readonly flowName: string;
  readonly cwd: string;
  readonly output: string | undefined;
}): string {
  if (where.output !== undefined) return resolve(where.cwd, where.output);
  return join(where.root, 'dist', 'flows', kebabCase(where.flowName));
}

/** `ParameterFlow` → `parameter-flow`, `HTTPFlow2` → `http-flow2`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}
