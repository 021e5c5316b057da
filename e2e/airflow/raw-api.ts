import type { JsonObject } from '@mf/ir';
import { suite } from './suite';

/** Updates an asset by Airflow's REST API, as somebody who knows nothing of flows would. */
export async function publishEvent(name: string, extra: JsonObject): Promise<void> {
  if (suite().version === '2') {
    await call('/datasets/events', { dataset_uri: name, extra });
    return;
  }
  const { assets } = (await call(`/assets?name_pattern=${encodeURIComponent(name)}`)) as {
    assets: readonly { id: number; name: string }[];
  };
  const asset = assets.find((found) => found.name === name);
  if (!asset) throw new Error(`Airflow knows no asset ${name}`);
  await call('/assets/events', { asset_id: asset.id, extra });
}

/** Starts a run of a DAG as the run of a time. Returns its id. */
export async function startRunOf(dagId: string, logicalDate: string): Promise<string> {
  const run = await call(`/dags/${dagId}/dagRuns`, { logical_date: logicalDate, conf: {} });
  return (run as { dag_run_id: string }).dag_run_id;
}

/** What the mapped tasks of a step are called in Airflow's UI, in the order of their items. */
export async function namesOfItems(dagId: string, runId: string, taskId: string): Promise<string[]> {
  const { task_instances: tasks } = (await call(
    `/dags/${dagId}/dagRuns/${encodeURIComponent(runId)}/taskInstances?limit=100`,
  )) as { task_instances: readonly { task_id: string; map_index: number; rendered_map_index: string }[] };
  return tasks
    .filter((task) => task.task_id === taskId)
    .sort((a, b) => a.map_index - b.map_index)
    .map((task) => task.rendered_map_index);
}

/** Milliseconds from the end of each try of a task to the start of the next, by Airflow's own times. */
export async function delaysBetweenTries(dagId: string, runId: string, taskId: string): Promise<number[]> {
  const path = `/dags/${dagId}/dagRuns/${encodeURIComponent(runId)}/taskInstances/${taskId}/tries`;
  const { task_instances: tries } = (await call(path)) as {
    task_instances: readonly { try_number: number; start_date: string; end_date: string }[];
  };
  const inOrder = [...tries].sort((a, b) => a.try_number - b.try_number);
  return inOrder.slice(1).map(({ start_date: start }, at) => Date.parse(start) - Date.parse(inOrder[at]!.end_date));
}

/** `<dag id> <run id>` of the runs that have ended since a time, of all DAGs: few, since each costs Airflow a query of its own. */
export async function endedSince(time: Date): Promise<readonly string[]> {
  const path = `/dags/~/dagRuns?state=success&state=failed&end_date_gte=${time.toISOString()}&limit=100`;
  const { dag_runs: runs } = (await call(path)) as { dag_runs: readonly { dag_id: string; dag_run_id: string }[] };
  return runs.map(({ dag_id: dagId, dag_run_id: runId }) => `${dagId} ${runId}`);
}

let token: Promise<{ access_token: string }> | undefined;

async function call(path: string, body?: JsonObject): Promise<unknown> {
  const { version, user, password } = suite();
  if (version === '3') {
    token ??= send('/auth/token', {}, { username: user, password }) as Promise<{ access_token: string }>;
    const { access_token: bearer } = await token;
    return send(`/api/v2${path}`, { authorization: `Bearer ${bearer}` }, body);
  }
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return send(`/api/v1${path}`, { authorization }, body);
}

async function send(path: string, headers: Record<string, string>, body?: JsonObject): Promise<unknown> {
  const response = await fetch(suite().url + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
