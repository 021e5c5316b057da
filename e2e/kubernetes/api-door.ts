import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { clusterEnvironment, hostAddress } from './cluster';

/** A way of its own to the API of the cluster: an API server that can be away. */
export class ApiDoor {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  private constructor(
    /** What leads there. */
    readonly kubeconfig: string,
    private port: number,
  ) {}

  /** @param folder gets the kubeconfig */
  static async open(folder: string): Promise<ApiDoor> {
    const door = new ApiDoor(join(folder, 'through-door.kubeconfig'), 0);
    await door.open();
    const direct = await readFile(clusterEnvironment.KUBECONFIG, 'utf8');
    await writeFile(door.kubeconfig, direct.replace(`${hostAddress}:6443`, `127.0.0.1:${door.port}`));
    return door;
  }

  async open(): Promise<void> {
    this.#server = createServer((socket) => {
      const through = connect(6443, hostAddress);
      for (const [from, to] of [
        [socket, through],
        [through, socket],
      ] as const) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => this.#sockets.delete(from));
      }
    });
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** Connections are cut, and new ones refused. */
  async close(): Promise<void> {
    const over = this.#server && once(this.#server.close(), 'close');
    for (const socket of this.#sockets) socket.destroy();
    await over;
  }
}
