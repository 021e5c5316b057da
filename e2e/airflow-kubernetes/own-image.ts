import { createHash } from 'node:crypto';
import { registry } from '../kubernetes/cluster';
import { imageRepository } from './create-dags';

const repository = `http://${registry.replace('localhost', '127.0.0.1')}/v2/${imageRepository.slice(registry.length + 1)}`;
const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
};

interface Manifest {
  readonly config: { readonly digest: string };
}

/**
 * Puts an image with Node into the registry that somebody has made for a step: one that is there already, with a variable that others have
 * not.
 *
 * @param digest of an image of the repository
 */
export async function pushOwnImage(digest: string, tag: string, variable: string): Promise<void> {
  const { manifests } = (await get(`manifests/${digest}`)) as {
    manifests: readonly { readonly digest: string; readonly platform: { readonly architecture: string } }[];
  };
  const here = manifests.find(({ platform }) => platform.architecture === 'amd64');
  const manifest = (await get(`manifests/${here?.digest}`)) as Manifest;
  const config = (await get(`blobs/${manifest.config.digest}`)) as { config: { Env?: readonly string[] } };
  const changed = { ...config, config: { ...config.config, Env: [...(config.config.Env ?? []), variable] } };
  const text = JSON.stringify(changed);
  const changedDigest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  const upload = await send('blobs/uploads/', { method: 'POST' });
  const place = new URL(upload.headers.get('location') ?? '', repository);
  place.searchParams.set('digest', changedDigest);
  await send(place, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: text });
  await send(`manifests/${tag}`, {
    method: 'PUT',
    headers: { 'content-type': types.manifest },
    body: JSON.stringify({
      ...manifest,
      config: { ...manifest.config, digest: changedDigest, size: Buffer.byteLength(text) },
    }),
  });
}

async function get(path: string): Promise<unknown> {
  return (await send(path, { headers: { accept: `${types.index}, ${types.manifest}` } })).json();
}

async function send(place: string | URL, request: RequestInit): Promise<Response> {
  const answer = await fetch(typeof place === 'string' ? `${repository}/${place}` : place, request);
  if (!answer.ok) throw new Error(`${String(place)}: ${answer.status} ${await answer.text()}`);
  return answer;
}
