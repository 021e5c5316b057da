import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface LocalRegistry {
  /** With a slash at its end, as npm writes it. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the tarballs of a folder as npm's registry would, for a scope alone (`@mf:registry=...` in .npmrc): what `nx add` and
 * `create-nx-workspace` install by name is what this checkout would publish.
 */
export async function startLocalRegistry(tarballs: string): Promise<LocalRegistry> {
  const packages = new Map(readdirSync(tarballs).map((file) => packument(tarballs, file)));
  const server = createServer(({ url = '', headers }, response) => {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1);
    const found = packages.get(path);
    if (path.endsWith('.tgz')) response.end(readFileSync(join(tarballs, path)));
    else if (found) response.end(JSON.stringify(found(`http://${headers.host}/`)));
    else response.writeHead(404).end('{"error":"not found"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => stop(server),
  };
}

/** The name of the package in a tarball, and what a registry says about it. */
function packument(tarballs: string, file: string): [string, (url: string) => object] {
  const path = join(tarballs, file);
  const manifest = execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' });
  const content = JSON.parse(manifest) as { name: string; version: string };
  const integrity = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
  const { name, version } = content;
  return [
    name,
    (url) => ({
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...content, dist: { tarball: `${url}${file}`, integrity } } },
    }),
  ];
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
