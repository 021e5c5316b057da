/** Code points of at most four bytes: Linux takes 128 KB in one variable, and some megabytes in all. */
const pieces = /[^]{1,30000}/gu;

const variable = (piece: number) => `METAFLOW_PARAMETERS_${piece}`;

/**
 * The variables METAFLOW_PARAMETERS_0, _1, ... in which a scheduler passes the JSON object of all parameters to the first step. An
 * empty one ends them: there may be more around, of a run that this one is started in.
 */
export function parametersVariables(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...(text.match(pieces) ?? []), ''].map((piece, index) => [variable(index), piece]));
}

/** The text that a scheduler has passed, in pieces or all of it in METAFLOW_PARAMETERS; undefined without any. */
export function passedParameters(env: Readonly<Record<string, string | undefined>>): string | undefined {
  let text = env[variable(0)];
  for (let piece = 1; text !== undefined && env[variable(piece)]; piece++) text += env[variable(piece)]!;
  return text ?? env['METAFLOW_PARAMETERS'];
}
