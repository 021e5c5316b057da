import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { drawFences, type Markdown } from '../src/site/fences';
import { headingAnchor } from '../src/site/heading-anchor';
import { type InlineMarkdown, keepInlineCode } from '../src/site/inline-code';
import { navigation } from '../src/site/navigation';
import { readPages } from '../src/site/read-pages';
import { picture } from './picture.mts';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));

export default defineConfig({
  title: '@mf/nx',
  description:
    "Metaflow's way of writing data flows, in TypeScript, inside an Nx monorepo, scheduled by Apache Airflow",
  srcDir: docs,
  outDir: fileURLToPath(new URL('../../../dist/docs', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../../dist/docs-cache', import.meta.url)),
  // Where the site is not at the root of its host, e.g. `/mf-nx/` on the pages of a forge.
  base: (process.env['DOCS_BASE'] ?? '/') as '/',
  cleanUrls: true,
  rewrites: { 'README.md': 'index.md', 'adr/README.md': 'adr/index.md' },
  markdown: {
    anchor: { slugify: headingAnchor },
    headers: { slugify: headingAnchor },
    toc: { slugify: headingAnchor },
    config: (markdown) => {
      drawFences(markdown as Markdown, picture);
      keepInlineCode(markdown as InlineMarkdown);
    },
  },
  themeConfig: {
    sidebar: navigation(readPages(docs)).map(({ text, collapsed, items }) => ({
      text,
      items: [...items],
      ...(collapsed === undefined ? {} : { collapsed }),
    })),
    nav: [
      { text: 'Five minutes', link: '/getting-started' },
      { text: 'From Metaflow', link: '/from-metaflow' },
      { text: 'From Airflow', link: '/from-airflow' },
      { text: 'Errors', link: '/errors' },
    ],
    search: { provider: 'local' },
    outline: [2, 3],
  },
});
