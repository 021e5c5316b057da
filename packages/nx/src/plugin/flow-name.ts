import { posix } from 'node:path';

/**
 * What a flow is called on disk, as `mf compile` calls it: its class in kebab case (`ParameterFlow`: `parameter-flow`), or the stem of its
 * file while there is no such class. Read from the text alone, since inference loads no parser.
 */
export function flowName(file: string, source: string): string {
  const className = /\bclass\s+([\w$]+)\s+extends\s+(?:[\w$]+\.)?FlowSpec\b/.exec(source)?.[1];
  return className === undefined ? posix.basename(file, '.flow.ts') : kebabCase(className);
}

function kebabCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}
