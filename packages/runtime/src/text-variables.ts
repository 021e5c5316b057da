/** Code points of at most four bytes: Linux takes 128 KB in one variable, and some megabytes in all. */
const pieces = /[^]{1,30000}/gu;

/**
 * The variables NAME_0, NAME_1, ... of the environment that pass a text of any length to another process. An empty one ends them: there may
 * be more around, of a run that this one is started in.
 */
export function textVariables(name: string, text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...(text.match(pieces) ?? []), ''].map((piece, index) => [`${name}_${index}`, piece]));
}

/** The text that was passed, in pieces or all of it in NAME; undefined without any. */
export function passedText(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  let text = env[`${name}_0`];
  for (let piece = 1; text !== undefined && env[`${name}_${piece}`]; piece++) text += env[`${name}_${piece}`]!;
  return text ?? env[name];
}
