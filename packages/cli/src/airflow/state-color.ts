import type { colorsFor } from '../report/colors';

/** The colour of one of Airflow's states. */
export function stateColor(state: string, colors: ReturnType<typeof colorsFor>): (text: string) => string {
  if (state === 'success') return colors.green;
  if (state === 'failed' || state === 'upstream_failed') return colors.red;
  if (state === 'up_for_retry') return colors.yellow;
  return state === 'running' ? colors.cyan : colors.dim;
}
