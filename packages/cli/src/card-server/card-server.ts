import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Card } from '@mf/client';
import { cardListPage } from './card-list-page';
import { cardPath } from './card-path';

export interface CardServerOptions {
  /** The cards to show, the newest first; asked at each request, so that those to come are shown as well. */
  readonly cards: () => Promise<readonly Card[]>;
  readonly title: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Seconds after which a browser loads the list again. */
  readonly pollInterval: number;
}

export interface CardServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Another program listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly code = 'MF4093';
  readonly advice = 'Choose another one with --port, or any that is free with --port 0.';

  constructor(port: number) {
    super(`port ${port} is in use already`);
  }
}

/**
 * Serves a list of cards, and the cards, to browsers of this machine alone.
 *
 * @throws PortInUseError
 */
export async function startCardServer(options: CardServerOptions): Promise<CardServer> {
  const server = createServer((request, response) => {
    answer(options, new URL(request.url ?? '/', 'http://localhost').pathname, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error));
    });
  });
  server.listen(options.port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortInUseError(options.port) : error;
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function answer(options: CardServerOptions, path: string, response: ServerResponse): Promise<void> {
  const cards = await options.cards();
  const html = path === '/' ? cardListPage(options, cards) : await cards.find((card) => cardPath(card) === path)?.html;
  if (html === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such card (any more).');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
