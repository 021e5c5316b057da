import type { ParseResult } from 'oxc-parser';

/**
 * The modules that a source file names in `import`, `export … from`, `import()` and `require()`, type-only ones included, each once. A file
 * that does not parse yields what could be read of it. The parser is loaded by the first call.
 */
export async function importSpecifiers(file: string, source: string): Promise<string[]> {
  const { parseSync } = await import('oxc-parser');
  return [...new Set([...moduleSpecifiers(parseSync(file, source), source), ...requiredModules(source)])];
}

function moduleSpecifiers({ module }: ParseResult, source: string): string[] {
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest }) => literal(source.slice(moduleRequest.start, moduleRequest.end))),
  ].filter((specifier) => specifier !== undefined);
}

/** The value of a string without escapes; undefined for any other expression. */
function literal(expression: string): string | undefined {
  return /^(['"`])([^'"`\\$]+)\1$/.exec(expression)?.[2];
}

function requiredModules(source: string): string[] {
  return [...source.matchAll(/\brequire\s*\(\s*(['"])([^'"\n]+)\1\s*\)/g)].map((match) => match[2]!);
}
