import type { DecoratorIR } from '../flow-ir';
import type { Json, JsonObject } from '../json';
import { isObject } from './attribute-check';
import { decoratorOf } from './decorator-of';

/** Where a secret comes from: never what it is. */
export interface SecretSource {
  /** Kind of back end; null for the default one of the environment. */
  readonly type: string | null;
  readonly id: string;
  readonly role: string | null;
  readonly options: JsonObject;
  /** The bundle has what fetches it: a function of the author's, or values written in the source. */
  readonly isInCode: boolean;
}

export interface StepSecrets {
  readonly sources: readonly SecretSource[];
  readonly role: string | null;
  /** Whether a secret may replace a variable that is there already. */
  readonly allowOverride: boolean;
  /** From the step itself, and not from `--with`. */
  readonly isOwn: boolean;
}

/** Kinds of back ends that need no code of the author's. */
export const secretBackends: readonly string[] = ['environment'];

/** The `@secrets` of a step, by itself or by `--with`. @throws RangeError: lint has to come first */
export function stepSecrets(own: readonly DecoratorIR[], added: readonly DecoratorIR[]): StepSecrets | undefined {
  const decorator = decoratorOf('secrets', own, added);
  return decorator && { ...readSecrets(decorator), isOwn: own.includes(decorator) };
}

/** @throws RangeError for what is no list of sources */
export function readSecrets({ attributes }: DecoratorIR): Omit<StepSecrets, 'isOwn'> {
  const { sources = [], role = null, allow_override: allowOverride = false } = attributes;
  if (!Array.isArray(sources)) throw new RangeError('sources must be a list');
  if (role !== null && typeof role !== 'string') throw new RangeError('role must be a text');
  if (typeof allowOverride !== 'boolean') throw new RangeError('allow_override must be true or false');
  return { sources: (sources as readonly Json[]).map(readSource), role, allowOverride };
}

/**
 * The rules for `--with secrets:...`. What is given on a command line is seen by everybody on the machine and printed into DAG files, so
 * it can only say where secrets are.
 *
 * @throws RangeError
 */
export function checkSecrets(decorator: DecoratorIR): void {
  for (const { type, id, isInCode } of readSecrets(decorator).sources) {
    if (type === 'inline' || isInCode) throw new RangeError(`the source ${id} must be written in the flow's source`);
    const problem = backendProblem(type);
    if (problem !== undefined) throw new RangeError(problem);
  }
}

/** Why there is no back end of a kind; undefined when there is. */
export function backendProblem(type: string | null): string | undefined {
  return type === null || secretBackends.includes(type)
    ? undefined
    : `there is no back end ${type}; there are: inline, ${secretBackends.join(', ')}, and functions of your own`;
}

function readSource(source: Json): SecretSource {
  const nothing = { role: null, options: {}, isInCode: false };
  if (typeof source === 'string') {
    const dot = source.indexOf('.');
    const id = source.slice(dot + 1);
    if (id === '') throw new RangeError('a source needs an id: TYPE.ID');
    return { ...nothing, type: dot < 0 ? null : source.slice(0, dot), id };
  }
  if (!isObject(source)) throw new RangeError('a source must be a text or an object');
  const { type = null, id, role = null, options = {}, in_code: isInCode = false } = source;
  if (type !== null && typeof type !== 'string') throw new RangeError('the type of a source must be a text');
  if (typeof id !== 'string' || id === '') throw new RangeError('a source needs an id, which is a text');
  if (role !== null && typeof role !== 'string') throw new RangeError(`the role of source ${id} must be a text`);
  if (!isObject(options)) throw new RangeError(`the options of source ${id} must be an object`);
  return { type, id, role, options, isInCode: isInCode === true };
}
