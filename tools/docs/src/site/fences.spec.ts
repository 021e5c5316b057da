import MarkdownIt from 'markdown-it';
import { drawFences, type Markdown } from './fences';

const render = (text: string) => {
  const markdown = new MarkdownIt();
  drawFences(markdown as Markdown, (mermaid) => `<svg>${mermaid.trim()}</svg>`);
  return markdown.render(text);
};

test('a mermaid fence becomes a picture', () => {
  expect(render('```mermaid\ngraph LR\n```\n')).toBe('<figure class="picture" v-pre><svg>graph LR</svg></figure>');
});

test('Python, and the TypeScript that follows it, stand side by side; others do not', () => {
  const pair = render('```python\na\n```\n\n```ts\nb\n```\n\n```ts\nc\n```\n');
  expect(pair.replace(/\s+/g, ' ')).toBe(
    '<div class="side-by-side"><pre><code class="language-python">a </code></pre> ' +
      '<pre><code class="language-ts">b </code></pre> </div><pre><code class="language-ts">c </code></pre> ',
  );
  expect(render('```python\na\n```\n\nText.\n\n```ts\nb\n```\n')).not.toContain('side-by-side');
});
