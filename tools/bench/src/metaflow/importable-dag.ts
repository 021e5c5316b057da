/**
 * Metaflow's DAG file with the four names replaced that today's Airflow no longer has, so that its parse time can be measured at all.
 * Unmodified it is an import error on Airflow 3.3 (and, for the provider's versions, on 2.11 too).
 */
export function importableDag(source: string): string {
  const replacements: readonly (readonly [string, string])[] = [
    ["'schedule_interval'", "'schedule'"],
    ['"schedule_interval": str', '"schedule": str'],
    ['operators.kubernetes_pod import', 'operators.pod import'],
    ['from airflow.kubernetes.secret', 'from airflow.providers.cncf.kubernetes.secret'],
    ['get_provider_info()["versions"][0]', '"10.25.0"'],
  ];
  return replacements.reduce((text, [from, to]) => {
    if (!text.includes(from))
      throw new Error(`Metaflow's DAG file has no ${from} any more: look again at what it needs.`);
    return text.replaceAll(from, to);
  }, source);
}
