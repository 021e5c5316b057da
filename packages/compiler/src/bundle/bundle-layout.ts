import { runnerName } from './bundled-runner';

/**
 * The two shapes of a bundle. Both are ECMAScript modules that export `program`, and load the runner from beside themselves.
 *
 * - `function`: all code stands in one function, on the lines between the first and the last two, and is CommonJS inside. A launcher
 *   compiles these lines as a script, for which V8 can keep a cache (Node 20 keeps none for modules); and who calls the function again gets
 *   the flow anew, with the state of its modules fresh.
 * - `module`: for flows that only a module can be: that await something at the top level, or import what is not known before they run.
 *
 * Names in the first lines cannot meet a declaration of the author's: esbuild renames any other `require`.
 */
export type BundleShape = 'function' | 'module';

const imports = [
  `import{createRequire as __mfCreateRequire}from'node:module';`,
  `import{fileURLToPath as __mfFileURLToPath}from'node:url';`,
  `import{dirname as __mfDirnameOf}from'node:path';`,
].join('');
const filename = '__mfFileURLToPath(import.meta.url)';
/** Asked to serve many tasks, the runner takes over before the author's code is loaded, and loads it anew for each. */
const serve = `if(${runnerName}.serveIfEntry(__mfFilename,()=>__mfLoad(require,__mfFilename,__mfDirname,__mfImportMeta,__mfLoad)))return;`;

/**
 * What stands before the author's code, in whole lines.
 *
 * @param runner file name of the runner
 */
export function bundleHead(shape: BundleShape, runner: string): string {
  const loadRunner = `const ${runnerName}=require("./${runner}");`;
  return shape === 'function'
    ? // In an array, so that the function has no name, which stacks would show.
      `${imports}const[__mfLoad]=[\n(require,__mfFilename,__mfDirname,__mfImportMeta,__mfLoad)=>{"use strict";const module={exports:{}};let exports=module.exports;${loadRunner}${serve}\n\n`
    : `${imports}const require=__mfCreateRequire(import.meta.url),__mfFilename=${filename},__mfDirname=__mfDirnameOf(__mfFilename),__mfImportMeta=import.meta;${loadRunner}\n\n`;
}

/** What stands after it. `code` ends with a newline. */
export function bundleTail(shape: BundleShape): string {
  return shape === 'function'
    ? `return module.exports.program}\n];export const program=__mfLoad(__mfCreateRequire(import.meta.url),${filename},__mfDirnameOf(${filename}),import.meta,__mfLoad);\n`
    : '';
}
