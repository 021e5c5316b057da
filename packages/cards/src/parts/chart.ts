import type { VegaSpec } from '@mf/flow/cards';
import { type Config as VegaConfig, type Loader, type LoggerInterface, parse, type Spec, View } from 'vega';
import { compile, type Config as LiteConfig, type TopLevelSpec } from 'vega-lite';

/** A specification of a chart cannot be drawn. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
}

/**
 * A chart as SVG. The module comes with the first chart of a card: Vega is by far the largest part of the renderer.
 *
 * @param prefix of the ids inside, which must differ from those of other charts of the page
 * @returns the element `svg`
 * @throws what Vega says of the specification; ChartError, also for one that needs data from elsewhere
 */
export async function renderChart(spec: VegaSpec, prefix: string): Promise<string> {
  const problems: string[] = [];
  const view = new View(parse(toVega(spec), theme as VegaConfig), {
    renderer: 'none',
    loader: closedLoader(problems),
    logger: collectErrors(problems),
  });
  try {
    const svg = await view.toSVG();
    if (problems.length > 0) throw new ChartError(problems.join('; '));
    return withPrefix(svg, prefix);
  } finally {
    view.finalize();
  }
}

function toVega(spec: VegaSpec): Spec {
  const { $schema, width, ...rest } = spec;
  if (typeof $schema === 'string' && $schema.includes('/vega/')) return spec as unknown as Spec;
  const problems: string[] = [];
  // Nothing is there yet whose width a `container` could be.
  const sized = width === undefined || width === 'container' ? rest : { ...rest, width };
  const compiled = compile(sized as unknown as TopLevelSpec, {
    config: liteTheme as LiteConfig,
    logger: collectErrors(problems),
  }).spec;
  if (problems.length > 0) throw new ChartError(problems.join('; '));
  return compiled as Spec;
}

/** Vega does not throw everything: some problems it only logs. */
function collectErrors(problems: string[]): LoggerInterface {
  const logger: LoggerInterface = {
    level: ((level?: number) => (level === undefined ? 1 : logger)) as LoggerInterface['level'],
    error: (...words) => {
      problems.push(words.map((word) => (word instanceof Error ? word.message : String(word))).join(' '));
      return logger;
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger;
}

/** Loads nothing: a card holds all that it shows. Vega goes on without what it cannot load, so the refusal is noted as well. */
function closedLoader(problems: string[]): Loader {
  const refuse = (uri: string): Promise<never> => {
    const problem = `${uri.slice(0, 200)} is not loaded: the data of a chart must be in its specification`;
    problems.push(problem);
    return Promise.reject(new ChartError(problem));
  };
  return {
    load: refuse,
    http: refuse,
    file: refuse,
    sanitize: async (uri, { context }: { readonly context?: string }) => {
      const allowed = context === 'image' ? /^data:image\//i : /^(https?|mailto):/i;
      return allowed.test(uri) ? { href: uri } : refuse(uri);
    },
  };
}

/** Ids count anew in each chart, while those of a page must differ. */
function withPrefix(svg: string, prefix: string): string {
  return svg.replace(/ id="([^"]*)"/g, ` id="${prefix}-$1"`).replace(/url\(#([^)]*)\)/g, `url(#${prefix}-$1)`);
}

// What is not data has the colour of the text around, so that one picture serves a light and a dark page.
const ink = { labelColor: 'currentColor', titleColor: 'currentColor' };
const theme = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  axis: {
    ...ink,
    domainColor: 'currentColor',
    domainOpacity: 0.4,
    tickColor: 'currentColor',
    tickOpacity: 0.4,
    gridColor: 'currentColor',
    gridOpacity: 0.12,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 600,
  },
  legend: { ...ink, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 600 },
  header: ink,
  title: { color: 'currentColor', subtitleColor: 'currentColor', fontSize: 14 },
  style: {
    'guide-label': { fill: 'currentColor' },
    'guide-title': { fill: 'currentColor' },
    'group-title': { fill: 'currentColor' },
    'group-subtitle': { fill: 'currentColor' },
  },
};
const liteTheme = {
  ...theme,
  mark: { tooltip: null },
  text: { color: 'currentColor' },
  rule: { color: 'currentColor' },
  // Width and height of a chart that does not say them; it shrinks with the page.
  view: { stroke: 'transparent', continuousWidth: 640, continuousHeight: 300 },
};
