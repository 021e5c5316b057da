type Esbuild = typeof import('esbuild');

let loaded: Esbuild | undefined;

/** esbuild, loaded when it is needed first. It starts one service process, which all builds of this process share and which ends with it. */
export function esbuild(): Esbuild {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` starts Node's other loader for a CommonJS module, too.
  loaded ??= require('esbuild') as Esbuild;
  return loaded;
}

/** Ends the service process before this process ends. A later build starts a new one. */
export async function stopBundler(): Promise<void> {
  await loaded?.stop();
}
