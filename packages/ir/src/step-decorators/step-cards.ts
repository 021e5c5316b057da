import type { DecoratorIR, StepIR } from '../flow-ir';
import type { JsonObject } from '../json';

export const cardTypes = ['default', 'blank', 'html'] as const;
export type CardType = (typeof cardTypes)[number];

/** One card of a step. */
export interface StepCard {
  readonly type: CardType;
  /** As it can stand in the name of a file; null also for an id that cannot, as in Metaflow. */
  readonly id: string | null;
  readonly options: JsonObject;
  /** Seconds that rendering may take. */
  readonly timeout: number;
  readonly saveErrors: boolean;
  readonly customize: boolean;
  /** Seconds between two refreshes. */
  readonly refreshInterval: number;
}

/** What the id of a card can be: it becomes a part of a file's name (Metaflow's CARD_ID_PATTERN). */
export const cardIdPattern = /^[a-zA-Z0-9_]+$/;

/**
 * The cards of a step: its own, and those that `--with` adds to them, for a step can have several (Metaflow's rule).
 *
 * @throws RangeError for attributes that a card does not have: lint has to come first.
 */
export function stepCards({ decorators }: StepIR, added: readonly DecoratorIR[]): StepCard[] {
  return [...decorators, ...added].filter(({ name }) => name === 'card').map(readCard);
}

/** @throws RangeError */
export function readCard({ attributes }: DecoratorIR): StepCard {
  const { type = 'default', id = null, options = {} } = attributes;
  if (!(cardTypes as readonly unknown[]).includes(type)) {
    throw new RangeError(`type must be ${cardTypes.join(', ')}, not ${JSON.stringify(type)}`);
  }
  if (id !== null && typeof id !== 'string') throw new RangeError(`id must be a string, not ${JSON.stringify(id)}`);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new RangeError(`options must be an object, not ${JSON.stringify(options)}`);
  }
  for (const name of ['title', 'attribute']) {
    const value = (options as JsonObject)[name];
    if (value !== undefined && typeof value !== 'string') {
      throw new RangeError(`${name} of options must be a string, not ${JSON.stringify(value)}`);
    }
  }
  return {
    type: type as CardType,
    id: id !== null && cardIdPattern.test(id) ? id : null,
    options: options as JsonObject,
    timeout: seconds('timeout', attributes['timeout'] ?? 45),
    saveErrors: truth('save_errors', attributes['save_errors'] ?? true),
    customize: truth('customize', attributes['customize'] ?? false),
    refreshInterval: seconds('refresh_interval', attributes['refresh_interval'] ?? 5),
  };
}

function seconds(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name} must be a number of seconds, at least 0, not ${JSON.stringify(value)}`);
  }
  return value;
}

function truth(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new RangeError(`${name} must be true or false, not ${JSON.stringify(value)}`);
  return value;
}
