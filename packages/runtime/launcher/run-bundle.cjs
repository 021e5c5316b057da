'use strict';
// `node run-bundle.cjs BUNDLE ...` does what `node BUNDLE ...` does, and starts faster: the code is compiled as a script, for which V8 keeps
// what it compiled in a file beside the bundle. The first process that ends well writes it. A bundle of the other shape is imported.
// (What the two shapes are says bundle-layout.ts of @mf/compiler.)
const { isAscii } = require('node:buffer');
const { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { pathToFileURL, URL } = require('node:url');
const { Script } = require('node:vm');

// Who starts the bundle anew can start it the same way.
Reflect.set(globalThis, Symbol.for('@mf/launcher'), __filename);
// The author's code sees the command line that it would see without this file.
process.argv.splice(1, 1);
const bundle = realpathSync(process.argv[1]);
const { href } = pathToFileURL(bundle);
// As bytes first: asked for text, Node 20 reads in pieces of 8 KB. And only the function becomes text, once: a bundle is large.
const code = readFileSync(bundle);
const begin = code.indexOf('\n') + 1;
const end = code.lastIndexOf('\n];export const program=__mfLoad(');
if (end < 0 || code.latin1Slice(begin - 18, begin) !== 'const[__mfLoad]=[\n') void import(href);
else runScript(isAscii(code) ? code.latin1Slice(begin, end) : code.utf8Slice(begin, end));

/** @param {string} source an expression whose value is the function that loads the flow */
function runScript(source) {
  const file = `${bundle}.${process.version}-${process.arch}.cache`;
  const cachedData = readIfThere(file);
  const script = new Script(source, {
    filename: bundle,
    lineOffset: 1,
    ...(cachedData && { cachedData }),
  });
  if (!cachedData || script.cachedDataRejected) {
    // At the end it holds all functions that a task needs, not only the outermost.
    process.once('exit', (status) => {
      if (status === 0) replace(file, script.createCachedData());
    });
  }
  const load = script.runInThisContext();
  const require = createRequire(bundle);
  const meta = { url: href, filename: bundle, dirname: dirname(bundle), resolve: resolver(require) };
  load(require, bundle, meta.dirname, meta, load);
}

/** What `import.meta.resolve` is to a module. @param {NodeJS.Require} require */
function resolver(require) {
  return (/** @type {string} */ specifier) => {
    if (/^(node|file|data):/.test(specifier)) return specifier;
    if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, href).href;
    return pathToFileURL(require.resolve(specifier)).href;
  };
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    // Not there yet, or not for this user to read: code is compiled anew.
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {Buffer} content
 */
function replace(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch {
    // A folder that this user cannot write: the next task starts as slowly as this one, and nothing else is lost.
    rmSync(temporary, { force: true });
  }
}
