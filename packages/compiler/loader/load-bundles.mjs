// Runs in a process of its own: loads bundles one after another and says what came of each, as one line of JSON on file descriptor 3.
// Standard output is the author's: code at the top level of a module may print.
import { Buffer } from 'node:buffer';
import { readFileSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { installConfigHost } from './config-host.mjs';

/** @type {{ bundles: { file: string; folder: string }[]; configs: Parameters<typeof installConfigHost>[1] }} */
const { bundles, configs } = JSON.parse(readFileSync(0, 'utf8'));

/** @param {object} line */
function say(line) {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let written = 0; written < bytes.length;) written += writeSync(3, bytes, written);
}

/** @param {unknown} error */
function toFailure(error) {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error), stack: '' };
  const { name, message, stack, code, advice } = /** @type {Record<string, unknown>} */ (error);
  const coded = typeof code === 'string' && /^MF\d{4}$/.test(code) && typeof advice === 'string';
  return { name: String(name), message: String(message), stack: String(stack), ...(coded && { code, advice }) };
}

// What a module started while it was loaded may fail later, while another one is loaded: the parent finds out whose it was.
process.on('uncaughtException', (error) => {
  say({ failure: toFailure(error), uncaught: true });
  process.exit(1);
});

for (const { file, folder } of bundles) {
  try {
    installConfigHost(folder, configs);
    const { program } = await import(pathToFileURL(file).href);
    say({ description: program.describe() });
  } catch (error) {
    say({ failure: toFailure(error) });
  }
}
process.exit(0);
