import MarkdownIt from 'markdown-it';
import { Html } from './html';

// `html: false`: HTML in the text is shown as text. Links to anything but http, https and mailto are refused, and pictures but `data:`
// ones become links, because a card loads nothing.
const markdown = new MarkdownIt('default', { html: false, linkify: true, typographer: false });
const renderImage = markdown.renderer.rules.image;

markdown.validateLink = (url) => /^(https?:|mailto:|#|data:image\/(png|jpeg|gif|webp);)/i.test(url.trim());

markdown.renderer.rules.image = (tokens, index, options, env, self) => {
  const token = tokens[index]!;
  const src = String(token.attrGet('src') ?? '');
  if (src.startsWith('data:') && renderImage) return renderImage(tokens, index, options, env, self);
  const { escapeHtml } = markdown.utils;
  return `<a href="${escapeHtml(src)}" rel="noopener noreferrer">${escapeHtml(token.content || src)}</a>`;
};

markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]!.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

markdown.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>';
markdown.renderer.rules.table_close = () => '</table></div>';

/** CommonMark with tables, as HTML. */
export function renderMarkdown(source: string): Html {
  return new Html(`<div class="markdown">${markdown.render(source)}</div>`);
}
