import { createHash } from 'node:crypto';
import type { CardPage } from '@mf/cards';
import type { CardName } from '@mf/datastore';
import type { CardContent } from '@mf/flow/internal';
import type { StepCard } from '@mf/ir';
import type { AttemptCards, AttemptOutcome, CardSetting } from './attempt-cards';
import { type CardComponents, cardComponents } from './card-components';
import { CardNotRenderedError, type CardRenderer, cardRendererThread } from './card-renderer-thread';
import { cardsById, defaultCard, isEditable } from './default-card';
import { noCards } from './no-cards';
import { taskReport } from './task-report';

/** A card with what belongs to it. */
interface OpenCard {
  readonly card: StepCard;
  readonly name: CardName;
  readonly components: CardComponents;
}

/** The cards of one attempt: keeps what the step attaches, and saves it while the step runs and when it is over. */
export function cardsOfAttempt(setting: CardSetting, renderer: CardRenderer = cardRendererThread()): AttemptCards {
  const { cards, warn } = setting;
  const startedAt = new Date();
  const writer = cardWriter(setting, renderer, startedAt);
  const opened = new Map(cards.map((card, index) => [card, openCard(setting, card, index, writer)]));
  const named = cardsById(cards);
  const chosen = defaultCard(cards);
  const main = (chosen && opened.get(chosen)?.components.editor) ?? noCards(whyNone(setting), warn);
  return {
    editor: {
      append: main.append,
      extend: main.extend,
      clear: main.clear,
      refresh: main.refresh,
      components: main.components,
      get(id) {
        const card = named.get(id);
        const found = card && isEditable(card) ? opened.get(card)?.components.editor : undefined;
        return found ?? noCards(`Step ${setting.task.step} has no card ${JSON.stringify(id)} to write to`, warn);
      },
    },
    async finish(outcome) {
      for (const one of opened.values()) await writer.saveLast(one, outcome);
      await renderer.stop();
    },
  };
}

function whyNone({ cards, task }: CardSetting): string {
  return cards.some(isEditable)
    ? `Step ${task.step} has several cards, so current.card cannot tell which is meant: give each an id and use current.card.get(id)`
    : `The card of step ${task.step} is HTML of its own: current.card cannot add to it`;
}

function openCard(setting: CardSetting, card: StepCard, index: number, writer: CardWriter): OpenCard {
  const { type, id } = card;
  // The same for every attempt, so that a later one replaces what an earlier one left.
  const hash = createHash('md5').update(`${setting.pathspec}/${index}`).digest('hex');
  let lastRefresh = -Infinity;
  const refresh = (): void => {
    const now = performance.now();
    if (now - lastRefresh < card.refreshInterval * 1000) return;
    lastRefresh = now;
    writer.saveNow(one);
  };
  const one: OpenCard = { card, name: { type, id, hash }, components: cardComponents(refresh, setting.warn) };
  return one;
}

/** Saves cards, each at most once at a time. */
interface CardWriter {
  /** Saves a card of a step that runs, without being waited for. While it is being saved already, nothing is done. */
  saveNow(one: OpenCard): void;
  /** Saves a card for good. Never rejects. */
  saveLast(one: OpenCard, outcome: AttemptOutcome): Promise<void>;
}

function cardWriter(setting: CardSetting, renderer: CardRenderer, startedAt: Date): CardWriter {
  const { pathspec, addMetadata, attempt, warn } = setting;
  const saving = new Map<OpenCard, Promise<void>>();
  const registered = new Set<OpenCard>();
  let refreshes = 0;

  const save = async (one: OpenCard, reloadToken: string, contents: readonly CardContent[], html: Promise<string>) => {
    const { card, name } = one;
    await setting.save(name, await html);
    if (isEditable(card)) {
      const data = Object.fromEntries(contents.map((content) => [content.id, content]));
      await setting.saveData(name, { reload_token: reloadToken, data, created_on: Date.now() / 1000 });
    }
    if (registered.has(one)) return;
    registered.add(one);
    await addMetadata([{ field: name.hash, value: JSON.stringify(cardInfo(one)), type: 'card-info', attempt }]);
  };
  const orErrorCard = async (card: StepCard, html: Promise<string>): Promise<string> => {
    try {
      return await html;
    } catch (error) {
      if (!card.saveErrors) throw error;
      warn(`A card of type ${card.type} could not be rendered: ${String(error)}`);
      const problem = error instanceof Error ? error.message : String(error);
      return renderer.render({ kind: 'error', pathspec, problem }, card.timeout + 10);
    }
  };
  const page = async (
    { card }: OpenCard,
    contents: readonly CardContent[],
    outcome: AttemptOutcome | undefined,
  ): Promise<CardPage> => ({
    pathspec,
    ...(typeof card.options['title'] === 'string' && { title: card.options['title'] }),
    components: contents,
    state: outcome === undefined ? 'running' : outcome.failure === undefined ? 'succeeded' : 'failed',
    ...(outcome?.failure !== undefined && { failure: outcome.failure }),
    ...(card.type === 'default' && { task: await taskReport(setting, startedAt, outcome) }),
  });
  const render = async (card: StepCard, made: Promise<CardPage>): Promise<string> =>
    renderer.render({ kind: 'card', page: await made }, card.timeout);
  const orWarning = (saved: Promise<void>): Promise<void> =>
    saved.catch((error: unknown) => warn(`A card could not be saved: ${String(error)}`));

  return {
    saveNow(one) {
      if (saving.has(one)) return;
      const contents = one.components.contents();
      const reloadToken = `render-seq-${++refreshes}`;
      const made = page(one, contents, undefined).then((all) => ({ ...all, reloadToken }));
      const saved = orWarning(save(one, reloadToken, contents, orErrorCard(one.card, render(one.card, made))));
      saving.set(
        one,
        saved.finally(() => saving.delete(one)),
      );
    },
    async saveLast(one, outcome) {
      await saving.get(one);
      const contents = one.components.contents();
      const html =
        one.card.type === 'html' ? ownHtml(one.card, outcome) : render(one.card, page(one, contents, outcome));
      await orWarning(save(one, 'final', contents, orErrorCard(one.card, html)));
    },
  };
}

/** The HTML that an artifact holds, as it is: its author made it. */
async function ownHtml({ options }: StepCard, { artifacts, load }: AttemptOutcome): Promise<string> {
  const name = typeof options['attribute'] === 'string' ? options['attribute'] : 'html';
  if (!artifacts.has(name))
    throw new CardNotRenderedError(`The task has no artifact ${name} that would be the HTML of the card`);
  return String(await load(name));
}

/** What Metaflow records of a card. */
function cardInfo({ card, name }: OpenCard): object {
  return {
    card_uuid: name.hash,
    rank: null,
    type: card.type,
    options: card.options,
    is_editable: isEditable(card),
    is_runtime_card: isEditable(card),
    refresh_interval: card.refreshInterval,
    customize: card.customize,
    id: card.id,
  };
}
