import type { ReportedArtifact, TaskReport } from './card-page';
import { graphPicture } from './graph-picture';
import { type Html, html } from './html';

/** What the default card says of a task: the facts, its parameters and artifacts, and where in the flow it stands. */
export function renderTaskReport({ facts, parameters, artifacts, graph }: TaskReport): Html {
  return html` ${section(
    'task',
    'Task',
    html`<dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`,
  )}
  ${parameters.length > 0 && section('parameters', 'Parameters', renderArtifacts(parameters))}
  ${section('artifacts', 'Artifacts', artifacts.length > 0 ? renderArtifacts(artifacts) : html`<p class="none">The task has none.</p>`)}
  ${section('flow', 'Flow', graphPicture(graph, 'graph'))}`;
}

function section(id: string, title: string, content: Html): Html {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

function renderArtifacts(artifacts: readonly ReportedArtifact[]): Html {
  const hasSize = artifacts.some(({ size }) => size !== undefined);
  return html`<div class="scroll" tabindex="0">
    <table class="artifacts">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          ${hasSize && html`<th scope="col" class="number">Size</th>`}
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        ${artifacts.map(
          ({ name, type, size, data }) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td class="type">${type}</td>
              ${hasSize && html`<td class="number">${size !== undefined && sizeText(size)}</td>`}
              <td><pre>${data}</pre></td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes as a person says them, in powers of 1000. */
function sizeText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
