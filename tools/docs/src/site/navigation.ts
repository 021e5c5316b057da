/** A page of docs/, by its path there without `.md`. */
export interface Page {
  readonly path: string;
  readonly title: string;
}

export interface NavigationGroup {
  readonly text: string;
  readonly collapsed?: boolean;
  readonly items: readonly { readonly text: string; readonly link: string }[];
}

/** Which pages stand where. A page that is named but not there is left out; one that is there but not named comes under "More". */
const groups: Readonly<Record<string, readonly string[]>> = {
  Start: ['getting-started', 'from-metaflow', 'from-airflow'],
  'Writing flows': ['flows', 'parameters', 'decorators', 'events', 'cards', 'values', 'capabilities'],
  'Running flows': ['commands', 'targets', 'client', 'datastore', 'metadata'],
  Production: ['deployments', 'images', 'kubernetes', 'operations'],
  Background: ['errors', 'architecture', 'benchmarks'],
};

/** The side bar: every page once, the decisions last and folded. */
export function navigation(pages: readonly Page[]): NavigationGroup[] {
  const titles = new Map(pages.map(({ path, title }) => [path, title]));
  const item = (path: string) => ({ text: titles.get(path) ?? path, link: `/${path}` });
  const named = new Set(Object.values(groups).flat());
  const others = pages.filter(({ path }) => !path.includes('/') && path !== 'README' && !named.has(path));
  const decisions = pages.filter(({ path }) => path.startsWith('adr/') && path !== 'adr/README');
  return [
    ...Object.entries(groups).map(([text, paths]) => ({
      text,
      items: paths.filter((path) => titles.has(path)).map(item),
    })),
    { text: 'More', items: others.map(({ path }) => item(path)) },
    { text: 'Decisions', collapsed: true, items: decisions.map(({ path }) => item(path)) },
  ].filter(({ items }) => items.length > 0);
}

/** The first heading of a page, without its marks. */
export function pageTitle(markdown: string): string {
  return (/^# (.*)$/m.exec(markdown)?.[1] ?? '').replaceAll('`', '').trim();
}
