import { code, type Expression, string } from './python/expression';
import type { Uses } from './uses';

/**
 * Variable that tells the step runner how many items of a foreach this Airflow takes, as the worker has it configured. Airflow itself
 * fails a task that hands on more, in words that do not say what to do.
 */
export function mostItemsEntries(hasForeach: boolean): readonly (readonly [Expression, Expression])[] {
  return hasForeach ? [[string('MF_MAX_ITEMS'), code('conf.get("core", "max_map_length")')]] : [];
}

/**
 * Variables by which a container knows Airflow 2, as a process does by those that Airflow gives it: 3 has no such date. Only where a foreach
 * may get fewer items does it matter.
 */
export function dateOfAirflow2Entries(hasForeach: boolean): readonly (readonly [Expression, Expression])[] {
  const date = "{{ '' if ti.get_task_states is defined else ts }}";
  return hasForeach ? [[string('AIRFLOW_CTX_EXECUTION_DATE'), string(date)]] : [];
}

/**
 * How many tasks of a step may run at the same time, and what the one of an item is called in Airflow's UI.
 *
 * @param item the item as a field of the rendered task has it: its index stack, a space, its text
 */
export const itemLines = ({ maxWorkers }: Pick<Uses, 'maxWorkers'>, item: string): readonly string[] => [
  `        max_active_tis_per_dagrun=${maxWorkers},`,
  `        map_index_template="{{ ${item}.partition(' ')[2] }}" if item else None,`,
];
