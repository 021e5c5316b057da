import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Another port of this machine that leads to a server as long as it is open: a server that can be away. */
export class Door {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  private constructor(private readonly server: { readonly host: string; readonly port: number }) {}

  /** An open one, at any free port. */
  static async to(host: string, port: number): Promise<Door> {
    const door = new Door({ host, port });
    await door.open();
    return door;
  }

  get port(): number {
    return this.#port;
  }

  /** Opens it again, at the same port. */
  async open(): Promise<void> {
    this.#server = createServer((socket) => {
      const through = connect(this.server);
      for (const [from, to] of [
        [socket, through],
        [through, socket],
      ] as const) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => this.#sockets.delete(from));
      }
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Connections are cut, and new ones refused. */
  async close(): Promise<void> {
    if (!this.#server?.listening) return;
    const over = once(this.#server.close(), 'close');
    for (const socket of this.#sockets) socket.destroy();
    await over;
  }
}
