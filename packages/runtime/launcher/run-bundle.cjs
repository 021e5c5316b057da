'use strict';
// `node run-bundle.cjs BUNDLE ...` does what `node BUNDLE ...` does, and starts faster: the code of the bundle, and that of the runner beside it,
// are compiled as scripts, for which V8 keeps what it compiled in files. The first process that ends well writes them. A bundle of
// the other shape is imported. (What the two shapes are says bundle-layout.ts of @mf/compiler.)
//
// A copy of this file is deployed with flows, and called by the file that a scheduler starts for each of them: see `start`.
const { isAscii } = require('node:buffer');
const {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, isAbsolute, join } = require('node:path');
const { Script } = require('node:vm');

// Who starts the bundle anew can start it the same way.
Reflect.set(globalThis, Symbol.for('@mf/launcher'), __filename);
const isDeployed = basename(__filename) !== 'run-bundle.cjs';
/** A kept cache has what its process needed: who looks after a step needs other parts of the runner than the step. */
let kind = '';
/** What the runner exports, as soon as it is there. @type {unknown} */
let runner;
/** Absolute path, without symbolic links. */
let bundle = '';

/**
 * Does for the file that stands for a flow on a scheduler what its command line says. What only looks after a step does not load the bundle.
 *
 * @param {string} folder of the files
 * @param {{ bundle: string, runner: string, flow?: string }} files names of bundle and runner; JSON of the flow as `supervisedFlow` of @mf/ir has it
 */
exports.start = (folder, { bundle: name, runner: runnerFile, flow }) => {
  const [, , command, ...words] = process.argv;
  process.argv[1] = join(folder, name);
  const supervises = command === 'supervise' || (flow && command === 'step' && !words.includes('--task-id'));
  if (!supervises) return runBundle(process.argv[1]);
  kind = '-supervise';
  const { supervise } = /** @type {{ supervise(bundle: string, flow?: string): void }} */ (
    runnerOf(join(folder, runnerFile))
  );
  return supervise(process.argv[1], flow);
};

if (require.main === module) {
  // The author's code sees the command line that it would see without this file.
  process.argv.splice(1, 1);
  runBundle(realpathSync(process.argv[1]));
}

/** @param {string} path of the bundle, without symbolic links */
function runBundle(path) {
  bundle = path;
  const code = textOf(bundle);
  const begin = code.indexOf('\n') + 1;
  const end = code.lastIndexOf('\n];export const program=__mfLoad(');
  if (end < 0 || !code.startsWith('const[__mfLoad]=[\n', begin - 18)) void import(hrefOf(bundle));
  else loadFlow(code.slice(begin, end));
}

/** @param {string} source an expression whose value is the function that loads the flow */
function loadFlow(source) {
  const load = evaluate(bundle, source, 1);
  const meta = {
    get url() {
      return hrefOf(bundle);
    },
    filename: bundle,
    dirname: dirname(bundle),
    resolve,
  };
  load(requireOf(bundle), bundle, meta.dirname, meta, load);
}

/** What the runner exports: a bundle that is loaded again gets the same one. @param {string} file */
function runnerOf(file) {
  if (runner) return runner;
  const module = { exports: {} };
  const load = evaluate(file, `(exports,require,module,__filename,__dirname)=>{${textOf(file)}}`, 0);
  load(module.exports, requireOf(file), module, file, dirname(file));
  return (runner = module.exports);
}

/**
 * What a script evaluates to.
 *
 * @param {string} file where the source is from
 * @param {string} source
 * @param {number} lineOffset lines of the file above the source
 */
function evaluate(file, source, lineOffset) {
  const folder = cacheFolder(dirname(file));
  const of = `${basename(file)}.${hashOf(dirname(file))}`;
  const cache = folder && join(folder, `${of}.${process.version}-${process.arch}${kind}.cache`);
  const cachedData = cache && readIfThere(cache);
  const script = new Script(source, { filename: file, lineOffset, ...(cachedData && { cachedData }) });
  if (cache && (!cachedData || script.cachedDataRejected)) {
    // At the end it holds all functions that a task needs, not only the outermost.
    process.once('exit', (status) => {
      if (status === 0) replace(cache, () => script.createCachedData());
    });
  }
  return script.runInThisContext();
}

/**
 * Where V8's caches of files are: beside them. A deployed one lies where only deployments write: those of its are in the cache of the user,
 * if that is nobody else's.
 *
 * @param {string} beside
 */
function cacheFolder(beside) {
  if (!isDeployed) return beside;
  const { XDG_CACHE_HOME, HOME } = process.env;
  const base = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  if (!base || !isAbsolute(base)) return undefined;
  const folder = join(base, 'mf-nx', 'code');
  try {
    const { uid, mode } = statSync(folder);
    // Code that others can write is none that this user should run.
    return uid === process.getuid?.() && (mode & 0o022) === 0 ? folder : undefined;
  } catch {
    // Not there yet: made when there is something for it.
    return folder;
  }
}

/** The same code has a cache for each folder that it lies in: stack traces show the path that stands in there. FNV-1a. @param {string} text */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** `require` as a module of this path has it. Most flows need none but for Node's own modules, and it takes a while to make. @param {string} file */
function requireOf(file) {
  /** @type {NodeJS.Require | undefined} */
  let made;
  const own = () => (made ??= require('node:module').createRequire(file));
  const load = (/** @type {string} */ id) => {
    if (id.startsWith('node:')) return require(id);
    return /^\.\/mf-runner-[0-9a-f]{16}\.cjs$/.test(id) ? runnerOf(join(dirname(file), id)) : own()(id);
  };
  const get = (/** @type {'resolve' | 'main' | 'extensions' | 'cache'} */ name) => ({ get: () => own()[name] });
  const properties = { resolve: get('resolve'), main: get('main'), extensions: get('extensions'), cache: get('cache') };
  return Object.defineProperties(load, properties);
}

/** What `import.meta.resolve` is to a module. @param {string} specifier */
function resolve(specifier) {
  if (/^(node|file|data):/.test(specifier)) return specifier;
  if (/^\.{0,2}\//.test(specifier)) return new (require('node:url').URL)(specifier, hrefOf(bundle)).href;
  return hrefOf(requireOf(bundle).resolve(specifier));
}

/** @param {string} file */
function textOf(file) {
  // As bytes first: asked for text, Node 20 reads in pieces of 8 KB.
  const bytes = readFileSync(file);
  return isAscii(bytes) ? bytes.latin1Slice() : bytes.utf8Slice();
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
    if (isDeployed) prepare(dirname(file));
    // On a folder that machines share, another process may have this number.
    writeFileSync(temporary, '', { flag: 'wx' });
    writeFileSync(temporary, content());
    renameSync(temporary, file);
  } catch {
    // A folder that this user cannot write: the next task starts as slowly as this one, and nothing else is lost.
    rmSync(temporary, { force: true });
  }
}

const daysKept = 30;
const bytesKept = 512e6;

/**
 * Makes the folder of the user's caches, and keeps it from growing for ever: each version of a flow has its own. What is still used is written
 * again.
 *
 * @param {string} folder
 */
function prepare(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const oldest = Date.now() - daysKept * 86_400_000;
  let bytes = 0;
  const files = readdirSync(folder).flatMap((name) => {
    const { mtimeMs, size } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
    return mtimeMs === undefined || size === undefined ? [] : { file: join(folder, name), mtimeMs, size };
  });
  for (const { file, mtimeMs, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (mtimeMs < oldest || bytes > bytesKept) rmSync(file, { force: true });
  }
}
