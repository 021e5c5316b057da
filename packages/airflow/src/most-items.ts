import { code, type Expression, string } from './python/expression';

/**
 * Variable that tells the step runner how many items of a foreach this Airflow takes, as the worker has it configured. Airflow itself
 * fails a task that hands on more, in words that do not say what to do.
 */
export function mostItemsEntries(hasForeach: boolean): readonly (readonly [Expression, Expression])[] {
  return hasForeach ? [[string('MF_MAX_ITEMS'), code('conf.get("core", "max_map_length")')]] : [];
}
