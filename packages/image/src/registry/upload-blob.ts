import type { Blob } from '../blob';
import { RegistryFailedError, RegistryUnreachableError } from '../errors';
import type { RegistryClient } from './registry-client';
import { tryAgain } from './retry';

/** Larger blobs go in pieces, so that trouble on the way costs one of them and not all. ECR takes no smaller ones than 5 MB. */
const pieceSize = 16 * 1024 * 1024;

export interface UploadListener {
  /** Told when it turns out that the blob has to be sent. */
  readonly onBegin: () => void;
  /** Told of bytes as they have been taken. */
  readonly onSent: (bytes: number) => void;
}

/**
 * Sees to it that a repository has a blob: it may be there, or in another repository of the registry, or is uploaded.
 *
 * @param from name of another repository of the registry that has it
 * @throws what the client throws
 */
export async function provideBlob(
  client: RegistryClient,
  blob: Blob,
  from: string | undefined,
  listener: UploadListener,
): Promise<void> {
  if ((await client.send({ method: 'HEAD', path: `blobs/${blob.digest}`, accept: [200, 404] })).status === 200) return;
  const mount = from === undefined ? '' : `?mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(from)}`;
  const begun = await client.send({ method: 'POST', path: `blobs/uploads/${mount}`, accept: [201, 202] });
  await begun.arrayBuffer();
  // Taken from the other repository.
  if (begun.status === 201) return;
  listener.onBegin();
  await upload(client, blob, locationOf(begun), listener.onSent);
}

/** Goes on where the registry says that it is, when something went wrong; else begins anew. */
async function upload(
  client: RegistryClient,
  blob: Blob,
  begun: string,
  onSent: (bytes: number) => void,
): Promise<void> {
  let place: Place = { location: begun, at: 0 };
  let wasTried = false;
  let furthest = 0;
  const moved = (at: number): void => {
    if (at > furthest) onSent(at - furthest);
    furthest = Math.max(furthest, at);
  };
  const send = async (): Promise<void> => {
    if (wasTried) place = await placeAfterTrouble(client, place.location);
    wasTried = true;
    await sendFrom(client, blob, place, (reached) => {
      place = reached;
      moved(reached.at);
    });
  };
  await tryAgain(send, mayPass, client.retry);
}

/** How far an upload is, and where it goes on. */
interface Place {
  readonly location: string;
  readonly at: number;
}

async function sendFrom(
  client: RegistryClient,
  blob: Blob,
  from: Place,
  onReached: (place: Place) => void,
): Promise<void> {
  let { location, at } = from;
  while (blob.size - at > pieceSize) {
    const end = at + pieceSize;
    const answer = await client.send({
      method: 'PATCH',
      path: location,
      headers: { 'content-type': octets, 'content-range': `${at}-${end - 1}` },
      body: await blob.read(at, end),
      accept: [202],
      once: true,
    });
    await answer.arrayBuffer();
    [location, at] = [locationOf(answer), end];
    onReached({ location, at });
  }
  const ranged: Record<string, string> = at === 0 ? {} : { 'content-range': `${at}-${blob.size - 1}` };
  const answer = await client.send({
    method: 'PUT',
    path: withDigest(location, blob.digest),
    headers: { 'content-type': octets, ...ranged },
    body: await blob.read(at, blob.size),
    accept: [201, 204],
    once: true,
  });
  await answer.arrayBuffer();
  onReached({ location, at: blob.size });
}

const octets = 'application/octet-stream';

/** An upload that the registry no longer knows, or counts otherwise, can be begun anew; what was refused stays refused. */
function mayPass(error: unknown): boolean {
  if (error instanceof RegistryUnreachableError) return true;
  return (
    error instanceof RegistryFailedError && (error.status >= 500 || [400, 404, 408, 416, 429].includes(error.status))
  );
}

async function placeAfterTrouble(client: RegistryClient, location: string): Promise<Place> {
  const status = await client.send({ method: 'GET', path: location, accept: [204, 400, 404, 405, 416] });
  const received = /^(?:bytes=)?0-(\d+)$/.exec(status.headers.get('range') ?? '')?.[1];
  await status.arrayBuffer();
  // "0-0" stands for nothing as well as for one byte.
  if (status.status === 204 && received !== undefined && Number(received) > 0)
    return { location: status.headers.has('location') ? locationOf(status) : location, at: Number(received) + 1 };
  const anew = await client.send({ method: 'POST', path: 'blobs/uploads/', accept: [202] });
  await anew.arrayBuffer();
  return { location: locationOf(anew), at: 0 };
}

function locationOf(response: Response): string {
  const location = response.headers.get('location');
  if (location === null)
    throw new RegistryFailedError(
      new URL(response.url).host,
      'an upload',
      response.status,
      'it names no place to upload to',
    );
  return new URL(location, response.url).href;
}

function withDigest(location: string, digest: string): string {
  const url = new URL(location);
  url.searchParams.set('digest', digest);
  return url.href;
}
