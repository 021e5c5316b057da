import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from './recorded-traffic';

/**
 * Gives the answers of the real metadata service to the requests that were made to it, in the order they were made in. It is no
 * service: whatever is not what was recorded is written down in `problems` and answered with status 418.
 */
export class ReplayServer {
  readonly problems: string[] = [];
  /** Queries of the requests, which the recording does not have, by number of the exchange. */
  readonly queries = new Map<number, string>();
  /** Headers of the last request. */
  headers: IncomingMessage['headers'] = {};
  readonly #server: Server;
  #next = 0;

  private constructor(private readonly exchanges: readonly Exchange[]) {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        this.headers = request.headers;
        const [path = '', query = ''] = (request.url ?? '').split('?');
        const number = this.#next;
        const exchange = exchanges[number];
        const problem = exchange
          ? difference(exchange, { method: request.method ?? '', path, body })
          : `nothing was recorded after ${number} exchanges`;
        if (!exchange || problem !== undefined) {
          this.problems.push(`${request.method} ${path}: ${problem}`);
          response.writeHead(418).end();
          return;
        }
        this.#next += 1;
        if (query) this.queries.set(number, query);
        const version = exchange.h['METADATA_SERVICE_VERSION'];
        response.writeHead(exchange.code, version === undefined ? {} : { METADATA_SERVICE_VERSION: version });
        response.end(exchange.resp);
      });
    });
  }

  static async start(exchanges: readonly Exchange[]): Promise<ReplayServer> {
    const replay = new ReplayServer(exchanges);
    await new Promise<void>((resolve) => replay.#server.listen(0, '127.0.0.1', resolve));
    return replay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Recorded exchanges that nobody has asked for yet. */
  get left(): readonly Exchange[] {
    return this.exchanges.slice(this.#next);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What of a request is not as it was recorded; undefined when nothing is. */
function difference(exchange: Exchange, sent: { method: string; path: string; body: string }): string | undefined {
  const recorded = `${exchange.m} ${exchange.p}`;
  if (`${sent.method} ${sent.path}` !== recorded) return `recorded was ${recorded}`;
  const [wanted, got] = [comparable(exchange.b), comparable(sent.body)];
  return wanted === got ? undefined : `\nrecorded body ${wanted}\nsent body     ${got}`;
}

/**
 * A body by which two requests can be compared: times differ, the order of fields and tags means nothing, and ids are numbers
 * or texts (the recording has both for the same id).
 */
function comparable(body: string): string {
  return body === '' ? '' : JSON.stringify(normal(JSON.parse(body)));
}

function normal(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normal(item));
    return /tags$/.test(key) ? items.sort() : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, item]) => [name, normal(item, name)] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (key === 'ts_epoch') return typeof value;
  return key === 'task_id' || key === 'run_number' ? String(value) : value;
}
