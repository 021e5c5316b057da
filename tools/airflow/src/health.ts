import type { AirflowVersion } from './airflow-installation';

/** For each part that a DAG needs, whether it works. */
export type Health = Readonly<Record<string, boolean>>;

const endpoints = {
  '2': { path: '/health', parts: ['metadatabase', 'scheduler'] },
  '3': { path: '/api/v2/monitor/health', parts: ['metadatabase', 'scheduler', 'dag_processor'] },
} as const;

/** What an Airflow says of itself; nothing works as long as its web server does not answer. */
export async function readHealth(version: AirflowVersion, url: string): Promise<Health> {
  const { path, parts } = endpoints[version];
  let answer: Partial<Record<string, { status?: unknown }>>;
  try {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(10_000) });
    answer = response.ok ? ((await response.json()) as typeof answer) : {};
  } catch {
    return { 'web server': false };
  }
  return Object.fromEntries(parts.map((part) => [part, answer[part]?.status === 'healthy']));
}
