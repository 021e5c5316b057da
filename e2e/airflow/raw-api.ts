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

async function call(path: string, body?: JsonObject): Promise<unknown> {
  const { version, user, password } = suite();
  if (version === '3') {
    const { access_token: token } = (await send('/auth/token', {}, { username: user, password })) as {
      access_token: string;
    };
    return send(`/api/v2${path}`, { authorization: `Bearer ${token}` }, body);
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
