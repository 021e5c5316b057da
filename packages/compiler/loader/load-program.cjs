'use strict';
// Loads the program of a bundle. The runner, the same for all flows and far larger, is evaluated once, from V8's cache. (What a bundle looks
// like says bundle-layout.ts.)
const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { pathToFileURL, URL } = require('node:url');
const { Script } = require('node:vm');

const begin = 'const[__mfLoad]=[\n';
const end = '\n];export const program=__mfLoad(';
const runnerId = /^\.\/mf-runner-[0-9a-f]{16}\.cjs$/;
const parameters = '(exports,require,module,__filename,__dirname)=>{';

/** What the runners export that were evaluated. @type {Map<string, unknown>} */
const evaluated = new Map();

/** Scripts whose compiled code is not kept yet, by the file for it. @type {Map<string, Script>} */
const toKeep = new Map();

/** Keeps what V8 has compiled so far for later processes. Called late, it holds the functions that describing a flow needs. */
exports.keepCompiled = () => {
  for (const [file, script] of toKeep) replace(file, script.createCachedData());
  toKeep.clear();
};

/** @param {string} bundle absolute path */
exports.loadProgram = async (bundle) => {
  // As bytes first: asked for text, Node 20 reads in pieces of 8 KB.
  const code = readFileSync(bundle).toString();
  const from = code.indexOf(begin) + begin.length;
  const to = code.lastIndexOf(end);
  if (to < 0) return (await import(pathToFileURL(bundle).href)).program;
  const load = new Script(code.slice(from, to), { filename: bundle, lineOffset: 1 }).runInThisContext();
  return load(...moduleArguments(bundle), load);
};

/** What a runner exports. @param {string} runner absolute path */
function evaluate(runner) {
  if (evaluated.has(runner)) return evaluated.get(runner);
  const cache = `${runner}.loader-${process.version}-${process.arch}.cache`;
  const cachedData = readIfThere(cache);
  const source = `${parameters}${readFileSync(runner).toString()}}`;
  const script = new Script(source, { filename: runner, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(runner), module, runner, dirname(runner));
  if (!cachedData || script.cachedDataRejected) toKeep.set(cache, script);
  evaluated.set(runner, module.exports);
  return module.exports;
}

/** What Node gives a module, as the code of a bundle asks for it. @param {string} file */
function moduleArguments(file) {
  const own = createRequire(file);
  const require = Object.assign(
    (/** @type {string} */ id) => (runnerId.test(id) ? evaluate(join(dirname(file), id)) : own(id)),
    own,
  );
  const { href } = pathToFileURL(file);
  const resolve = (/** @type {string} */ specifier) => {
    if (/^(node|file|data):/.test(specifier)) return specifier;
    return /^\.{0,2}\//.test(specifier) ? new URL(specifier, href).href : pathToFileURL(own.resolve(specifier)).href;
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
