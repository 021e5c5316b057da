'use strict';
// Where flows that are loaded find the values of their configs: see `ConfigHost` of @mf/flow.
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');

/**
 * Answers for the flow that is loaded next.
 *
 * @param {string} folder where paths of default files start
 * @param {Record<string, { source: string; text: string } | { source: string; problem: string }>} given by config
 */
function installConfigHost(folder, given) {
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

exports.installConfigHost = installConfigHost;

/** @param {NodeJS.ErrnoException} error */
function fileProblem({ code, message }) {
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : message;
}

/** @param {string} text */
function checkJson(text) {
  // Most flows have no configs.
  const { parse, stringify } = require('lossless-json');
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
