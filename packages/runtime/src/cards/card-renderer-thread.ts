import { Worker } from 'node:worker_threads';
import type { RenderAnswer, RenderRequest } from './parts/card-renderer';

/** A card cannot be rendered. The message is for the person who looks at the card. */
export class CardNotRenderedError extends Error {
  override readonly name = 'CardNotRenderedError';
  readonly code = 'MF5161';
  readonly advice = 'See the message; `timeout` of @card gives it more time.';
}

/** Renders cards, one after the other or several at once. */
export interface CardRenderer {
  /**
   * @param timeout in seconds
   * @throws CardNotRenderedError
   */
  render(job: RenderRequest['job'], timeout: number): Promise<string>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (html: string) => void;
  readonly reject: (error: CardNotRenderedError) => void;
}

/** A renderer in a thread, which starts with the first card and keeps no process alive that waits for nothing else. */
export function cardRendererThread(): CardRenderer {
  let thread: Worker | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread?.unref();
    return one;
  };
  const failAll = (problem: string): void => {
    thread = undefined;
    for (const id of [...waiting.keys()]) settle(id)?.reject(new CardNotRenderedError(problem));
  };
  const start = (): Worker => {
    const started = new Worker(require.resolve('./parts/card-renderer.js'));
    started.on('message', (answer: RenderAnswer) => {
      const one = settle(answer.id);
      if ('html' in answer) one?.resolve(answer.html);
      else one?.reject(new CardNotRenderedError(answer.problem));
    });
    started.on('error', (error) => failAll(String(error)));
    return started;
  };

  return {
    async render(job, timeout) {
      const id = count++;
      const text = JSON.stringify({ id, job } satisfies RenderRequest);
      thread ??= start();
      const rendered = new Promise<string>((resolve, reject) => waiting.set(id, { resolve, reject }));
      thread.ref();
      thread.postMessage(text);
      const timer = setTimeout(() => {
        // It cannot be told to stop, only be ended; others that it works on at the same time go with it.
        void thread?.terminate();
        failAll(`It took longer than ${timeout} seconds`);
      }, timeout * 1000);
      try {
        return await rendered;
      } finally {
        clearTimeout(timer);
      }
    },
    async stop() {
      await thread?.terminate();
      failAll('The task is over');
    },
  };
}
