import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registry } from './cluster';

/** Another port that leads to the registry as long as it is open: a registry that can be away. */
export interface RegistryDoor {
  readonly port: number;
  close(): Promise<void>;
}

/** @param port of a door that was there before; any free one when not given */
export async function openRegistryDoor(port = 0): Promise<RegistryDoor> {
  const real = `http://${registry.replace('localhost', '127.0.0.1')}`;
  const server = createServer((incoming, answer) => {
    const { method, headers, url = '/' } = incoming;
    const passed = request(new URL(url, real), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    });
    incoming.pipe(passed);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
