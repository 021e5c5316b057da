import { createHash } from 'node:crypto';
import type { CardPage } from './card-page';
import { renderComponents } from './components';
import { Html, html } from './html';
import { style } from './style';
import { renderTaskReport } from './task-report';

/**
 * A card as one HTML file that needs nothing else: no script, no network. Texts of the author, and values, are shown as text.
 *
 * @returns the whole document
 */
export async function renderCard(page: CardPage): Promise<string> {
  const { pathspec, title, state, failure, task } = page;
  const components = await renderComponents(page.components);
  return document(
    page,
    html`<header>
        <h1>${title || pathspec}</h1>
        <span class="state ${state}">${state}</span>${title && html`<p>${pathspec}</p>`}
      </header>
      ${
        failure !== undefined &&
        html`<section class="failure" aria-labelledby="failure">
          <h2 id="failure">The task failed</h2>
          <pre>${failure}</pre>
        </section>`
      }
      ${components.length > 0 && html`<div class="content">${components}</div>`} ${task && renderTaskReport(task)}`,
  );
}

/** The card that is saved in the place of one that could not be rendered. */
export function renderErrorCard(pathspec: string, problem: string): string {
  return document(
    { pathspec },
    html`<header><h1>${pathspec}</h1></header>
      <section class="failure" aria-labelledby="failure">
        <h2 id="failure">The card could not be rendered</h2>
        <pre>${problem}</pre>
      </section>`,
  );
}

function document({ pathspec, reloadToken }: Pick<CardPage, 'pathspec' | 'reloadToken'>, body: Html): string {
  const script = reloadToken === undefined ? undefined : reloadScript(reloadToken);
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'${script === undefined ? '' : `; script-src '${hashOf(script)}'`}`;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${pathspec}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${body}</main>
        ${script !== undefined && new Html(`\n<script>${script}</script>`)}
      </body>
    </html> `.text;
}

/** By these two names Metaflow's viewers see that a card goes on, and load it again when the token of its `data.json` is another one. */
function reloadScript(token: string): string {
  return `var METAFLOW_RELOAD_TOKEN=${JSON.stringify(token).replaceAll('<', '\\u003c')};function metaflow_card_update(){location.reload();return true}`;
}

function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}
