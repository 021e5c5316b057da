import type { CardContent, EventContent, EventsContent } from '@mf/flow/cards';
import { Html, html } from './html';

type RenderComponent = (component: CardContent, id: string) => Promise<Html>;

/** Themes of Metaflow's timelines by how they look here. */
const looks: Readonly<Record<string, string>> = {
  success: 'success',
  warning: 'warning',
  error: 'danger',
  info: 'info',
  primary: 'info',
  tool_call: 'info',
  ai_response: 'info',
};

/** @param render renders what belongs to an event */
export async function renderEvents(
  { title, events, stats }: EventsContent,
  id: string,
  render: RenderComponent,
): Promise<Html> {
  const items = await Promise.all(events.map((event, index) => renderEvent(event, `${id}-${index}`, render)));
  const { total_events: total, displayed_events: shown, events_per_minute: rate, finished } = stats;
  const facts = [
    `${total} ${total === 1 ? 'event' : 'events'}`,
    ...(shown < total ? [`the latest ${shown} are shown`] : []),
    ...(rate === undefined ? [] : [`${rate} a minute`]),
    ...(finished ? ['finished'] : []),
  ];
  return html`<div class="timeline">
    <div class="what"><strong>${title ?? 'Events'}</strong> ${facts.join(' · ')}</div>
    <ol>
      ${items}
    </ol>
  </div>`;
}

async function renderEvent(event: EventContent, id: string, render: RenderComponent): Promise<Html> {
  const { timestamp, ...said } = event.metadata;
  const payloads = await Promise.all(
    Object.entries(event.payloads).map(
      async ([name, component]) =>
        html`<details>
          <summary>${name}</summary>
          ${await render(component, `${id}-${name}`)}
        </details>`,
    ),
  );
  return html`<li class="${looks[event.style_theme ?? ''] ?? ''}">
    ${timeElement(timestamp)} ${event.priority !== undefined && html`<span class="type">${event.priority}</span>`}
    <dl>
      ${Object.entries(said).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${String(value)}</dd>`,
      )}
    </dl>
    ${payloads}
  </li>`;
}

/** Seconds since 1970, or a time in words of the author's own. */
function timeElement(timestamp: EventContent['metadata'][string] | undefined): Html | undefined {
  if (timestamp === undefined || timestamp === null) return undefined;
  const date = new Date(typeof timestamp === 'number' ? timestamp * 1000 : NaN);
  if (Number.isNaN(date.getTime())) return html`<time>${String(timestamp)}</time>`;
  const iso = date.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
