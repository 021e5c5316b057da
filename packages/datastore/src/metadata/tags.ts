import type { TagChange } from './provider';

/** Limits of Metaflow's own tagging. */
const MAX_USER_TAGS = 50;
const MAX_TAG_LENGTH = 500;

/** A change of tags that the rules forbid. */
export class InvalidTagError extends Error {
  readonly code = 'MF4031';

  constructor(
    problem: string,
    readonly advice: string,
  ) {
    super(problem);
    this.name = 'InvalidTagError';
  }
}

/** The run whose tags were to be changed is not there. */
export class RunNotFoundForTagsError extends Error {
  readonly code = 'MF4032';
  readonly advice = 'List the runs of the flow to find its id.';

  constructor(readonly pathspec: string) {
    super(`There is no run ${pathspec} whose tags could be changed`);
    this.name = 'RunNotFoundForTagsError';
  }
}

/** Other processes changed the tags of the same run over and over. */
export class TagConflictError extends Error {
  readonly code = 'MF4033';
  readonly advice = 'Try again.';

  constructor(readonly pathspec: string) {
    super(`The tags of run ${pathspec} kept being changed by other processes`);
    this.name = 'TagConflictError';
  }
}

/**
 * The user tags of a run after a change: removed first, then added. A tag that the run has as a system tag is not
 * added again.
 * @throws InvalidTagError
 */
export function changedTags(current: readonly string[], systemTags: readonly string[], change: TagChange): string[] {
  checkTagChange(change);
  const { add, remove } = change;
  const system = new Set(systemTags);
  const forbidden = remove.filter((tag) => system.has(tag));
  if (forbidden.length > 0) {
    throw new InvalidTagError(
      `${forbidden.map((tag) => JSON.stringify(tag)).join(', ')} can't be removed: system tags stay`,
      'Only user tags can be removed.',
    );
  }
  const tags = new Set(current);
  for (const tag of remove) tags.delete(tag);
  for (const tag of add) if (!system.has(tag)) tags.add(tag);
  if (tags.size > MAX_USER_TAGS && tags.size > new Set(current).size) {
    throw new InvalidTagError(
      `A run has at most ${MAX_USER_TAGS} tags, this one would have ${tags.size}`,
      'Remove tags that are no longer needed.',
    );
  }
  return [...tags];
}

/**
 * Checks what can be told of a change without knowing the run.
 * @throws InvalidTagError
 */
export function checkTagChange({ add, remove }: TagChange): void {
  if (add.length === 0 && remove.length === 0) {
    throw new InvalidTagError('No tag was given', 'Name at least one tag to add or to remove.');
  }
  for (const tag of [...add, ...remove]) checkTag(tag);
}

/**
 * Checks one tag: 1 to 500 characters, no lone surrogates.
 * @throws InvalidTagError
 */
export function checkTag(tag: string): void {
  const length = [...tag].length;
  if (length === 0) throw new InvalidTagError('A tag is empty', 'A tag has 1 to 500 characters.');
  if (length > MAX_TAG_LENGTH) {
    throw new InvalidTagError(`A tag has ${length} characters`, 'A tag has 1 to 500 characters.');
  }
  if (/\p{Surrogate}/u.test(tag)) {
    throw new InvalidTagError('A tag is not well-formed text', 'A tag must be encodable as UTF-8.');
  }
}
