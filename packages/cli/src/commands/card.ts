import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CardFilter } from '@mf/client';
import { startCardServer } from '../card-server/card-server';
import type { CommandIo } from '../command-io';
import type { MetadataOptions } from '../options/metadata-option';
import { flowNameOrReported } from '../flow-name';
import { openInBrowser } from '../open-in-browser';
import { cardTable, findCard, findCards, NoCardError } from '../read/find-cards';
import { select, type SelectOptions } from '../read/run-pathspec';
import { taskOf } from '../read/task-of';
import { colorsFor } from '../report/colors';

export interface CardOptions extends MetadataOptions, SelectOptions {
  readonly type?: string;
  readonly id?: string;
  /** Begins the hash. */
  readonly hash?: string;
  /** False: a task of a resumed run that took over results has no cards of its own. */
  readonly followResumed: boolean;
}

export interface CardListOptions extends CardOptions {
  readonly json?: true;
}

export interface CardGetOptions extends CardOptions {
  /** File to write to. */
  readonly output?: string;
}

export interface CardServerOptions extends MetadataOptions, SelectOptions {
  readonly runId?: string;
  readonly port: number;
  /** Seconds. */
  readonly pollInterval: number;
  readonly maxCards: number;
}

/** Lists the cards of a run, of one of its steps, or of a task. */
export async function cardList(
  file: string,
  pathspec: string | undefined,
  options: CardListOptions,
  io: CommandIo,
): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const selection = await select(name, pathspec, options, io);
  const cards = await findCards(selection, filterOf(options));
  if (options.json) {
    const listed = cards.map((card) => ({
      task: taskOf(card),
      type: card.type,
      id: card.id ?? null,
      hash: card.hash,
      path: card.path,
    }));
    io.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
    return 0;
  }
  if (cards.length === 0) throw new NoCardError(pathspec ?? selection.run.id);
  const colors = colorsFor(io.stdout, io.env);
  io.stdout.write(cardTable(cards, (text, _column, row) => (row === 'header' ? colors.dim(text) : text)));
  return 0;
}

/** Writes the HTML of a card to stdout or to a file. */
export async function cardGet(
  file: string,
  pathspec: string | undefined,
  options: CardGetOptions,
  io: CommandIo,
): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const card = await findCard(await select(name, pathspec, options, io), filterOf(options));
  const html = await card.html;
  if (options.output === undefined) io.stdout.write(html);
  else await writeFile(resolve(io.cwd, options.output), html);
  return 0;
}

/** Shows a card in the browser; without a terminal, prints where a copy lies that a browser can open. */
export async function cardView(
  file: string,
  pathspec: string | undefined,
  options: CardOptions,
  io: CommandIo,
): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const card = await findCard(await select(name, pathspec, options, io), filterOf(options));
  const folder = await mkdtemp(join(tmpdir(), 'mf-card-'));
  const copy = join(folder, `${[...card.pathspec.split('/'), card.id ?? card.type].join('-')}.html`);
  await writeFile(copy, await card.html);
  if (io.stdout.isTTY !== true || !(await openInBrowser(copy))) io.stdout.write(`${copy}\n`);
  return 0;
}

/**
 * Serves the cards of a run, and those that come, to the browsers of this machine until it is interrupted. Without a run, those of the
 * run that is the latest whenever a browser asks.
 *
 * @throws PortInUseError
 */
export async function cardServer(file: string, options: CardServerOptions, io: CommandIo): Promise<number> {
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const cards = async () => {
    const found = await findCards(await select(name, options.runId, options, io), { followResumed: true });
    return found.reverse().slice(0, options.maxCards);
  };
  const title = `Cards of ${name}${options.runId === undefined ? '' : `/${options.runId}`}`;
  const server = await startCardServer({ ...options, cards, title });
  io.stdout.write(`${title}: ${server.url} (Ctrl-C ends it)\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.close();
  return 0;
}

function filterOf({ type, id, hash, followResumed }: CardOptions): CardFilter {
  return {
    ...(type !== undefined && { type }),
    ...(id !== undefined && { id }),
    ...(hash !== undefined && { hash }),
    followResumed,
  };
}
