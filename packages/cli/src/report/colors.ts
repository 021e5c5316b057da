import { createColors } from 'picocolors';

/**
 * Colours for what goes to a stream: on a terminal, unless NO_COLOR is set (no-color.org) or the terminal has none; with FORCE_COLOR
 * elsewhere too.
 */
export function colorsFor(
  stream: { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): ReturnType<typeof createColors> {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = env;
  if (no) return createColors(false);
  if (force !== undefined) return createColors(force !== '0' && force !== 'false');
  return createColors(stream.isTTY === true && terminal !== 'dumb');
}
