/** What Node is started with to run a bundle like this process does: behind the launcher where there is one. */
export function bundleCommand(bundle: string): readonly string[] {
  const launcher = (globalThis as Record<symbol, unknown>)[Symbol.for('@mf/launcher')];
  return typeof launcher === 'string' ? [launcher, bundle] : [bundle];
}
