import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is answered in the place of the real server, as S3 would say it, or `cut`: the connection ends half way through the real answer. */
export type Fault = { readonly status: number; readonly code: string } | 'cut';

/** A server in front of a real one that spoils the answers to some requests. */
export interface FaultServer {
  readonly url: string;
  /** Faults for the next requests, one each; undefined for one that is answered well. */
  readonly faults: (Fault | undefined)[];
  /** Requests so far. */
  readonly requests: string[];
  stop(): Promise<void>;
}

/**
 * @param real URL of the server that answers the rest
 * @param host address to listen at
 */
export async function startFaultServer(real: string, host = '127.0.0.1'): Promise<FaultServer> {
  const faults: (Fault | undefined)[] = [];
  const requests: string[] = [];
  const server = createServer((incoming, answer) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    const fault = faults.shift();
    if (fault !== undefined && fault !== 'cut') {
      incoming.resume().on('end', () => {
        answer.writeHead(fault.status, { 'content-type': 'application/xml' });
        answer.end(`<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>made up</Message></Error>`);
      });
      return;
    }
    const { method, headers, url = '/' } = incoming;
    const passed = request(new URL(url, real), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500, response.headers);
      if (fault !== 'cut') return void response.pipe(answer);
      response.once('data', (piece: Buffer) => {
        answer.write(piece.subarray(0, piece.length >> 1), () => answer.destroy());
      });
      // One without content does not even begin.
      response.once('end', () => answer.destroy());
    });
    incoming.pipe(passed);
  });
  // Longer than clients pause before they ask again: a connection that is closed just then is one more fault.
  server.keepAliveTimeout = 60_000;
  server.listen(0, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    faults,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
