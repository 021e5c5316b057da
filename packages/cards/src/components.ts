import type {
  ArtifactContent,
  CardContent,
  CellContent,
  JsonContent,
  ProgressContent,
  TableContent,
  ValueBoxContent,
} from '@mf/flow/cards';
import { renderEvents } from './events-timeline';
import { Html, html } from './html';
import { renderMarkdown } from './markdown';

/** Components in their order. Value boxes in a row stand side by side. One that cannot be shown says so, and the others are shown. */
export async function renderComponents(components: readonly CardContent[]): Promise<Html[]> {
  const rendered = await Promise.all(components.map((component, index) => renderOrExplain(component, `c${index}`)));
  const parts: Html[] = [];
  for (let index = 0; index < rendered.length; index++) {
    if (components[index]?.type !== 'valueBox') {
      parts.push(rendered[index] as Html);
      continue;
    }
    let end = index;
    while (components[end]?.type === 'valueBox') end++;
    parts.push(html`<div class="boxes">${rendered.slice(index, end)}</div>`);
    index = end - 1;
  }
  return parts;
}

async function renderOrExplain(component: CardContent, id: string): Promise<Html> {
  try {
    return await renderComponent(component, id);
  } catch (error) {
    const type = String((component as Partial<CardContent>).type);
    return html`<div class="problem" role="alert">
      <strong>This ${type} could not be shown.</strong>
      <pre>${String(error)}</pre>
    </div>`;
  }
}

/** @param id unique in the page */
async function renderComponent(component: CardContent, id: string): Promise<Html> {
  switch (component.type) {
    case 'markdown':
      return renderMarkdown(component.source);
    case 'table':
      return renderTable(component, id);
    case 'image':
      return renderImage(component.src, component.label);
    case 'vegaChart':
      return chart(await (await import('./parts/chart.js')).renderChart(component.spec, id));
    case 'progressBar':
      return renderProgress(component);
    case 'valueBox':
      return renderValueBox(component);
    case 'artifacts':
      return html`${component.data.map(renderArtifact)}`;
    case 'log':
      return html`<pre class="log" tabindex="0">${component.data}</pre>`;
    case 'pythonCode':
      return html`<pre class="code" tabindex="0"><code>${component.data}</code></pre>`;
    case 'jsonViewer':
      return renderJson(component);
    case 'eventsTimeline':
      return renderEvents(component, id, renderOrExplain);
    default:
      throw new TypeError('there is no component of this type');
  }
}

/** Vega escapes what it puts into its pictures. */
const chart = (svg: string): Html => html`<div class="chart">${new Html(svg)}</div>`;

function renderImage(src: string, label: string | null): Html {
  if (!/^data:image\//i.test(src)) throw new TypeError('the picture is not in the card');
  return html`<figure>
    <img src="${src}" alt="${label ?? ''}" />${label !== null && html`<figcaption>${label}</figcaption>`}
  </figure>`;
}

async function renderTable({ columns, data, vertical }: TableContent, id: string): Promise<Html> {
  const rows = await Promise.all(
    data.map((row, y) => Promise.all(row.map((cell, x) => renderCell(cell, `${id}-${y}-${x}`)))),
  );
  if (vertical) {
    const width = Math.max(columns.length, ...rows.map((row) => row.length));
    return html`<div class="scroll" tabindex="0">
      <table class="vertical">
        <tbody>
          ${Array.from(
            { length: width },
            (_, index) =>
              html`<tr>
                <th scope="row">${columns[index]}</th>
                ${rows.map((row) => row[index] ?? html`<td></td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`;
  }
  const numbers = columns.map((_, x) => data.length > 0 && data.every((row) => isNumber(row[x])));
  return html`<div class="scroll" tabindex="0">
    <table>
      ${
        columns.length > 0 &&
        html`<thead>
          <tr>
            ${columns.map((column, x) => html`<th scope="col" ${numbers[x] && html` class="number"`}>${column}</th>`)}
          </tr>
        </thead>`
      }
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const isNumber = (cell: CellContent | undefined): boolean => typeof cell === 'number' || cell === null;

async function renderCell(cell: CellContent, id: string): Promise<Html> {
  if (cell === null) return html`<td></td>`;
  if (typeof cell === 'number') return html`<td class="number">${numberText(cell)}</td>`;
  if (typeof cell !== 'object') return html`<td>${String(cell)}</td>`;
  return html`<td>${await renderOrExplain(cell, id)}</td>`;
}

/** Thousands apart from one another; a year, or any number of up to four digits, as it is. Fractions are rounded for the eye. */
function numberText(value: number): string {
  const isLarge = Math.abs(value) >= 10_000;
  if (Number.isInteger(value)) return isLarge ? value.toLocaleString('en-US') : String(value);
  if (Math.abs(value) < 1e-6) return String(value);
  const digits = Math.abs(value) >= 1000 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 6 };
  return value.toLocaleString('en-US', { ...digits, useGrouping: isLarge });
}

function renderProgress({ max, value, label, unit, details }: ProgressContent): Html {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const done =
    unit === '%' && max === 100
      ? `${numberText(value)} %`
      : `${numberText(value)} of ${numberText(max)} ${unit ?? ''}`.trim();
  return html`<div class="progress">
    <div class="what"><span>${label}</span><span>${done}${details !== undefined && html` · ${details}`}</span></div>
    <progress max="1" value="${share}" aria-label="${label ?? 'Progress'}">${done}</progress>
  </div>`;
}

const themes = new Set<string | undefined>(['success', 'warning', 'danger']);

function renderValueBox({ value, title, subtitle, theme, change_indicator: change }: ValueBoxContent): Html {
  return html`<div class="box ${themes.has(theme) && theme}">
    ${title !== undefined && html`<div class="what">${title}</div>`}
    <div class="value">${typeof value === 'number' ? numberText(value) : value}</div>
    ${subtitle !== undefined && html`<div class="more">${subtitle}</div>`}${
      change !== undefined && html`<div class="change">${change}</div>`
    }
  </div>`;
}

function renderJson({ title, json_string: text, collapsible }: JsonContent): Html {
  const code = html`<pre class="code" tabindex="0"><code>${text}</code></pre>`;
  if (!collapsible)
    return html`<div class="what">${title}</div>
      ${code}`;
  return html`<details open>
    <summary>${title}</summary>
    ${code}
  </details>`;
}

function renderArtifact({ name, type, data }: ArtifactContent): Html {
  return html`<div class="artifact">
    <div class="what">${name !== null && html`<code>${name}</code> `}<span class="type">${type}</span></div>
    <pre tabindex="0">${data}</pre>
  </div>`;
}
