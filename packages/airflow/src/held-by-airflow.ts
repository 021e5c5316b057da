import type { ExactJson } from '@mf/ir';

/**
 * Whether Airflow can hold a value as JSON: numbers are finite, and integers have 64 bits. The DAG processor of Airflow 3 loses a file with a
 * larger one, without an import error.
 */
export function isHeldByAirflow(value: ExactJson): boolean {
  if (typeof value === 'bigint') return value >= -(2n ** 63n) && value < 2n ** 64n;
  if (typeof value === 'number' || value instanceof Number) return Number.isFinite(Number(value));
  return typeof value !== 'object' || value === null || Object.values(value).every(isHeldByAirflow);
}
