// A thread of its own: rendering can take too long or break without harm to the task, and the step goes on while it renders.
import { parentPort } from 'node:worker_threads';
import { type CardPage, renderCard, renderErrorCard } from '@mf/cards';

/** What the thread is asked for; JSON, for what an author made may hold what cannot be sent. */
export interface RenderRequest {
  readonly id: number;
  readonly job:
    | { readonly kind: 'card'; readonly page: CardPage }
    | { readonly kind: 'error'; readonly pathspec: string; readonly problem: string };
}

export type RenderAnswer = { readonly id: number } & ({ readonly html: string } | { readonly problem: string });

parentPort?.on('message', (text: string) => {
  const { id, job } = JSON.parse(text) as RenderRequest;
  const rendering =
    job.kind === 'card' ? renderCard(job.page) : Promise.resolve(renderErrorCard(job.pathspec, job.problem));
  rendering.then(
    (html) => answer({ id, html }),
    (error: unknown) =>
      answer({ id, problem: error instanceof Error ? (error.stack ?? String(error)) : String(error) }),
  );
});

function answer(message: RenderAnswer): void {
  parentPort?.postMessage(message);
}
