'use strict';
// Loads the program of a bundle. Nearly all of a bundle is the runner, the same for all flows: it is evaluated once, from V8's cache, and
// of each bundle only the rest is compiled. (What a bundle looks like says bundle-layout.ts.)
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { pathToFileURL, URL } = require('node:url');
const { Script } = require('node:vm');

const begin = 'const[__mfLoad]=[\n';
const end = '\n];export const program=__mfLoad(';
const parameters = '(require,__mfFilename,__mfDirname,__mfImportMeta,__mfLoad)=>{"use strict";';

/** What stands for the text of a runner that was evaluated: the statement that finds it, and as many lines. @type {Map<string, Evaluated>} */
const evaluated = new Map();

/** Scripts whose compiled code is not kept yet, by the file for it. @type {Map<string, Script>} */
const toKeep = new Map();

/** Keeps what V8 has compiled so far for later processes. Called late, it holds the functions that describing a flow needs. */
exports.keepCompiled = () => {
  for (const [file, script] of toKeep) replace(file, script.createCachedData());
  toKeep.clear();
};

/** @typedef {{ text: string; instead: string }} Evaluated */

/**
 * @param {string} bundle absolute path
 * @param {string | undefined} runner file that holds the text of the runner in it, when it is a function
 */
exports.loadProgram = async (bundle, runner) => {
  // As bytes first: asked for text, Node 20 reads in pieces of 8 KB.
  const code = readFileSync(bundle).toString();
  const from = code.indexOf(begin) + begin.length;
  const to = code.lastIndexOf(end);
  const { text, instead } = runner === undefined ? { text: '', instead: '' } : evaluate(runner);
  const at = code.indexOf('const __mfRunner=', from);
  if (runner === undefined || to < 0 || !code.startsWith(text, at))
    return (await import(pathToFileURL(bundle).href)).program;
  const source = code.slice(from, at) + instead + code.slice(at + text.length, to);
  const load = new Script(source, { filename: bundle, lineOffset: 1 }).runInThisContext();
  return load(...moduleArguments(bundle), load);
};

/** @param {string} runner @returns {Evaluated} */
function evaluate(runner) {
  const known = evaluated.get(runner);
  if (known) return known;
  const text = readFileSync(runner).toString();
  const cache = `${runner}.${process.version}-${process.arch}.cache`;
  const cachedData = readIfThere(cache);
  // Not by its path: a stack has to tell it from what lies in the author's folders.
  const script = new Script(`${parameters}${text}}`, { filename: '@mf/runner', ...(cachedData && { cachedData }) });
  script.runInThisContext()(...moduleArguments(runner));
  if (!cachedData || script.cachedDataRejected) toKeep.set(cache, script);
  const instead = `${text.slice(0, text.indexOf('??='))};${'\n'.repeat(text.split('\n').length - 1)}`;
  evaluated.set(runner, { text, instead });
  return { text, instead };
}

/** What Node gives a module, as the code of a bundle asks for it. @param {string} file */
function moduleArguments(file) {
  const require = createRequire(file);
  const { href } = pathToFileURL(file);
  const resolve = (/** @type {string} */ specifier) => {
    if (/^(node|file|data):/.test(specifier)) return specifier;
    return /^\.{0,2}\//.test(specifier)
      ? new URL(specifier, href).href
      : pathToFileURL(require.resolve(specifier)).href;
  };
  return [require, file, dirname(file), { url: href, filename: file, dirname: dirname(file), resolve }];
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    // Not there yet, or not for this user to read: the runner is compiled anew.
    return undefined;
  }
}

/** @param {string} file @param {Buffer} content */
function replace(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch {
    // A folder that this user cannot write: the next process starts as slowly as this one, and nothing else is lost.
    rmSync(temporary, { force: true });
  }
}
