import type { JsonObject } from '@mf/ir';
import { suite } from './suite';

/** Updates an asset by Airflow's REST API, as somebody who knows nothing of flows would. */
export async function publishEvent(name: string, extra: JsonObject): Promise<void> {
  if (suite().version === '2') {
    const { user, password } = suite();
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    await call('/api/v1/datasets/events', { authorization }, { dataset_uri: name, extra });
    return;
  }
  const { user, password } = suite();
  const { access_token: token } = (await call('/auth/token', {}, { username: user, password })) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${token}` };
  const { assets } = (await call(`/api/v2/assets?name_pattern=${encodeURIComponent(name)}`, headers)) as {
    assets: readonly { id: number; name: string }[];
  };
  const asset = assets.find((found) => found.name === name);
  if (!asset) throw new Error(`Airflow knows no asset ${name}`);
  await call('/api/v2/assets/events', headers, { asset_id: asset.id, extra });
}

async function call(path: string, headers: Record<string, string>, body?: JsonObject): Promise<unknown> {
  const response = await fetch(suite().url + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
