import { graphlib, layout } from '@dagrejs/dagre';
import type { ReportedGraph } from './card-page';
import { type Html, html } from './html';

/** Sizes are in CSS pixels. */
const letter = 7.4;
const boxHeight = 34;
/** A picture that would be wider than a page runs from top to bottom. */
const pageWidth = 900;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The graph of a flow as a picture, with the step that the card is of marked. A reader of the screen is told the edges. */
export function graphPicture(graph: ReportedGraph, id: string): Html {
  const across = placed(graph, 'LR');
  const placement = across.width <= pageWidth ? across : placed(graph, 'TB');
  const { width, height, boxes, lines } = placement;
  const told = graph.steps
    .flatMap(({ name, next }) =>
      next.map(({ to, label }) => `${name} leads to ${to}${label === undefined ? '' : ` (${label})`}`),
    )
    .join(', ');
  return html`<div class="graph scroll" tabindex="0">
    <svg
      role="img"
      aria-labelledby="${id}-title ${id}-told"
      width="${width}"
      height="${height}"
      viewBox="0 0 ${width} ${height}"
    >
      <title id="${id}-title">The graph of the flow</title>
      <desc id="${id}-told">${told || 'It has one step'}; the card is of ${graph.current}.</desc>
      <defs>
        <marker id="${id}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0.5 8 4 0 7.5z" />
        </marker>
      </defs>
      ${lines.map(
        ({ path, label, at }) =>
          html`<path class="edge" d="${path}" marker-end="url(#${id}-arrow)" />${
              label !== undefined && html`<text class="label" x="${at.x}" y="${at.y}">${label}</text>`
            }`,
      )}
      ${boxes.map(
        ({ name, doc, x, y, width: wide }) =>
          html`<g class="${name === graph.current ? 'step current' : 'step'}"
            >${doc !== undefined && html`<title>${doc}</title>`}<rect
              x="${x - wide / 2}"
              y="${y - boxHeight / 2}"
              width="${wide}"
              height="${boxHeight}"
              rx="8"
            /><text x="${x}" y="${y}">${name}</text></g
          >`,
      )}
    </svg>
  </div>`;
}

/** The graph with places for everything. */
interface Placement {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Point & {
    readonly name: string;
    readonly doc: string | undefined;
    readonly width: number;
  })[];
  readonly lines: readonly { readonly path: string; readonly label: string | undefined; readonly at: Point }[];
}

function placed({ steps }: ReportedGraph, rankdir: 'LR' | 'TB'): Placement {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir, nodesep: 22, ranksep: 42, marginx: 4, marginy: 4 });
  for (const { name } of steps)
    graph.setNode(name, { width: Math.max(56, name.length * letter + 24), height: boxHeight });
  for (const { name, next } of steps) {
    next.forEach(({ to, label }, index) => {
      if (!graph.hasNode(to)) return;
      const room = label === undefined ? { width: 0, height: 0 } : { width: label.length * 6.2 + 8, height: 16 };
      graph.setEdge(name, to, { label, ...room, labelpos: 'c' }, String(index));
    });
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { readonly width?: number; readonly height?: number };
  const docs = new Map(steps.map(({ name, doc }) => [name, doc]));
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: graph.nodes().map((name: string) => {
      const { x, y, width: wide } = graph.node(name) as Point & { readonly width: number };
      return { name, doc: docs.get(name), x: round(x), y: round(y), width: round(wide) };
    }),
    lines: graph.edges().map((edge: { readonly v: string; readonly w: string }) => {
      const {
        points,
        label,
        x = 0,
        y = 0,
      } = graph.edge(edge) as Partial<Point> & {
        readonly points: readonly Point[];
        readonly label?: string;
      };
      return { path: curve(points), label, at: { x: round(x), y: round(y) } };
    }),
  };
}

/** A smooth line through the points: straight to the middle of each piece, bent at each point. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const pieces = rest.slice(0, -1).map((point, index) => {
    const after = rest[index + 1] as Point;
    const isLast = index === rest.length - 2;
    const end = isLast ? after : { x: (point.x + after.x) / 2, y: (point.y + after.y) / 2 };
    return `Q${pair(point)} ${pair(end)}`;
  });
  return `M${pair(first)}${pieces.length > 0 ? pieces.join('') : rest.map((point) => `L${pair(point)}`).join('')}`;
}

const pair = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
const round = (value: number): number => Math.round(value * 10) / 10;
