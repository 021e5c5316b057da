'use strict';
// `node run-bundle.cjs BUNDLE ...` does what `node BUNDLE ...` does, and starts faster: the code is compiled as a script, for which V8 keeps
// what it compiled in a file beside the bundle. The first process that ends well writes it. A bundle of the other shape is imported.
// (What the two shapes are says bundle-layout.ts of @mf/compiler.)
const { isAscii } = require('node:buffer');
const { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

// Who starts the bundle anew can start it the same way.
Reflect.set(globalThis, Symbol.for('@mf/launcher'), __filename);
// The author's code sees the command line that it would see without this file.
process.argv.splice(1, 1);
const bundle = realpathSync(process.argv[1]);
// As bytes first: asked for text, Node 20 reads in pieces of 8 KB.
const bytes = readFileSync(bundle);
const code = isAscii(bytes) ? bytes.latin1Slice() : bytes.utf8Slice();
const begin = code.indexOf('\n') + 1;
const end = code.lastIndexOf('\n];export const program=__mfLoad(');
if (end < 0 || !code.startsWith('const[__mfLoad]=[\n', begin - 18)) void import(hrefOf(bundle));
else runScript(code.slice(begin, end));

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
      if (status === 0) replace(file, () => script.createCachedData());
    });
  }
  const load = script.runInThisContext();
  const meta = {
    get url() {
      return hrefOf(bundle);
    },
    filename: bundle,
    dirname: dirname(bundle),
    resolve,
  };
  load(requireOfBundle(), bundle, meta.dirname, meta, load);
}

/** `require` as a module has it that lies where the bundle does. Most flows need none but for Node's own modules, and it takes a while to make. */
function requireOfBundle() {
  /** @type {NodeJS.Require | undefined} */
  let made;
  const own = () => (made ??= require('node:module').createRequire(bundle));
  const get = (/** @type {'resolve' | 'main' | 'extensions' | 'cache'} */ name) => ({ get: () => own()[name] });
  return Object.defineProperties((/** @type {string} */ id) => (id.startsWith('node:') ? require(id) : own()(id)), {
    resolve: get('resolve'),
    main: get('main'),
    extensions: get('extensions'),
    cache: get('cache'),
  });
}

/** What `import.meta.resolve` is to a module. @param {string} specifier */
function resolve(specifier) {
  if (/^(node|file|data):/.test(specifier)) return specifier;
  if (/^\.{0,2}\//.test(specifier)) return new (require('node:url').URL)(specifier, hrefOf(bundle)).href;
  return hrefOf(requireOfBundle().resolve(specifier));
}

/** The URL of a file. @param {string} file */
function hrefOf(file) {
  return require('node:url').pathToFileURL(file).href;
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
 * @param {() => Buffer} content made only where there is a place for it: not in an image
 */
function replace(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, '');
    writeFileSync(temporary, content());
    renameSync(temporary, file);
  } catch {
    // A folder that this user cannot write: the next task starts as slowly as this one, and nothing else is lost.
    rmSync(temporary, { force: true });
  }
}
