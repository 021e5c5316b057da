import { closestName, didYouMean } from '@mf/ir/graph';

/** An option that a target does not have. */
export class UnknownTargetOptionError extends Error {
  override readonly name = 'UnknownTargetOptionError';
  readonly code = 'MF7015';
  readonly advice = 'nx run PROJECT:TARGET --help lists the options of a target; docs/targets.md has all.';

  constructor(option: string, known: readonly string[]) {
    super(`there is no option --${option}.${didYouMean(closestName(option, known))}`);
  }
}

/**
 * Refuses what Nx would refuse by the schema, if that said so. For targets that run as batches it does not, since Nx's own worker for these ends with
 * an error of Node's that names neither the option nor the target.
 *
 * @throws UnknownTargetOptionError
 */
export function refuseUnknownOptions(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UnknownTargetOptionError(
    unknown,
    known.filter((name) => name !== '__unparsed__'),
  );
}
