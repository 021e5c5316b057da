// Where flows that are loaded find the values of their configs: see `ConfigHost` of @mf/flow.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, stringify } from 'lossless-json';

/**
 * Answers for the flow that is loaded next.
 *
 * @param {string} folder where paths of default files start
 * @param {Record<string, { source: string; text: string } | { source: string; problem: string }>} given by config
 */
export function installConfigHost(folder, given) {
  globalThis[Symbol.for('@mf/flow.configHost')] = {
    /** @param {string} name @param {string | undefined} defaultFile */
    read(name, defaultFile) {
      if (Object.hasOwn(given, name)) return given[name];
      if (defaultFile === undefined) return undefined;
      try {
        return { source: defaultFile, text: readFileSync(resolve(folder, defaultFile), 'utf8') };
      } catch (error) {
        return { source: defaultFile, problem: fileProblem(/** @type {NodeJS.ErrnoException} */ (error)) };
      }
    },
    checkJson,
  };
}

/** @param {NodeJS.ErrnoException} error */
function fileProblem({ code, message }) {
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : message;
}

/** @param {string} text */
function checkJson(text) {
  try {
    // Numbers stay as they are written: 2.0 is a float to Python.
    return { json: stringify(parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue })) };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    const [, problem = message, at = text.length] = /^(.*) at position (\d+)$/s.exec(message) ?? [];
    const before = text.slice(0, Number(at)).split('\n');
    return { problem: `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${problem}` };
  }
}
