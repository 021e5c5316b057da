'use strict';
// Runs in a process of its own: loads bundles one after another and says what came of each, as one line of JSON on file descriptor 3.
// Standard output is the author's: code at the top level of a module may print.
const { Buffer } = require('node:buffer');
const { readFileSync, writeSync } = require('node:fs');
const { installConfigHost } = require('./config-host.cjs');
const { keepCompiled, loadProgram } = require('./load-program.cjs');
const { traceSources } = require('./trace-sources.cjs');

/**
 * @type {{
 *   bundles: { file: string; folder: string }[];
 *   configs: Parameters<typeof installConfigHost>[1];
 * }}
 */
const { bundles, configs } = JSON.parse(readFileSync(0, 'utf8'));

/** @param {object} line */
function say(line) {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let written = 0; written < bytes.length;) written += writeSync(3, bytes, written);
}

/** @param {unknown} error */
function toFailure(error) {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error), stack: '' };
  const { name, message, stack, code, advice, path } = /** @type {Record<string, unknown>} */ (error);
  const coded = typeof code === 'string' && /^MF\d{4}$/.test(code) && typeof advice === 'string';
  const file = code === 'ENOENT' && typeof path === 'string' && { missing: path };
  return {
    name: String(name),
    message: String(message),
    stack: String(stack),
    ...(coded && { code, advice }),
    ...file,
  };
}

// What a module started while it was loaded may fail later, while another one is loaded: the parent finds out whose it was.
process.on('uncaughtException', (error) => {
  say({ failure: toFailure(error), uncaught: true });
  process.exit(1);
});
// There is nothing left to do, and a bundle still waits: as Node says it of a main module.
process.on('beforeExit', () => process.exit(13));

traceSources(bundles.map(({ file }) => file));
void loadAll();

async function loadAll() {
  for (const { file, folder } of bundles) {
    try {
      installConfigHost(folder, configs);
      const program = await loadProgram(file);
      const description = program.describe();
      // Before the last word: after that the parent waits for nothing more.
      if (file === bundles.at(-1)?.file) keepCompiled();
      say({ description });
    } catch (error) {
      say({ failure: toFailure(error) });
    }
  }
  process.exit(0);
}
