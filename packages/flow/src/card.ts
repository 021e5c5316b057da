import type { AttributeValue } from './decorator-record';
import { type StepDecorator, stepDecorator } from './step-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

export interface CardOptions {
  /**
   * `default` lists artifacts, parameters and the graph below what the step attached; `blank` has only what the step attached; `html` is the
   * HTML that an artifact holds. Default `default`.
   */
  type?: 'default' | 'blank' | 'html';
  /** Tells cards of a step apart, in `current.card.get(id)` and in `mf card get --id`: letters, digits and `_`. */
  id?: string;
  /** What the type takes: `{ title }` of `blank`, `{ attribute }` of `html`: the name of the artifact, `html` without it. */
  options?: { readonly title?: string; readonly attribute?: string };
  /** Seconds that rendering the card may take. Default 45. */
  timeout?: number;
  /** Whether an error in rendering is saved in the place of the card. Default true. */
  saveErrors?: boolean;
  /** Whether this is the card that `current.card.append` writes to, where a step has several. Default false. */
  customize?: boolean;
  /** Seconds between two refreshes of the card while the step runs. Default 5. */
  refreshInterval?: number;
}

const names: OptionNames<CardOptions> = {
  type: true,
  id: true,
  options: true,
  timeout: true,
  saveErrors: true,
  customize: true,
  refreshInterval: true,
};

const optionsOfTypes: OptionNames<NonNullable<CardOptions['options']>> = { title: true, attribute: true };

/**
 * Attach a report to each task of the step: one HTML file, beside its artifacts. A step can have several. What can be in it is in
 * `@mf/flow/cards`. Metaflow's `@card`, with its defaults. A card that cannot be rendered never makes the task fail.
 */
export function card(options: CardOptions = {}): StepDecorator {
  return stepDecorator({
    name: 'card',
    attributes: {
      type: options.type ?? 'default',
      options: (options.options ?? {}) as Readonly<Record<string, AttributeValue>>,
      scope: 'task',
      rank: null,
      timeout: options.timeout ?? 45,
      id: options.id ?? null,
      save_errors: options.saveErrors ?? true,
      customize: options.customize ?? false,
      refresh_interval: options.refreshInterval ?? 5,
    },
    ...unknownOptions(options, names, [{ path: 'options', value: options.options, names: optionsOfTypes }]),
  });
}
