/**
 * The name of the runner, or of a part of it, which lie beside a bundle. What loads one has its name in its code, so the bundle leads to the
 * runner and that to the parts.
 */
export const runnerFile = /\bmf-[a-z0-9-]+-[0-9a-f]{16}\.cjs\b/;
