type Esbuild = typeof import('esbuild');

let loading: Promise<Esbuild> | undefined;

/** esbuild, loaded when it is needed first. It starts one service process, which all builds of this process share and which ends with it. */
export function esbuild(): Promise<Esbuild> {
  loading ??= import('esbuild');
  return loading;
}

/** Ends the service process before this process ends. A later build starts a new one. */
export async function stopBundler(): Promise<void> {
  if (!loading) return;
  const service = await loading;
  await service.stop();
}
