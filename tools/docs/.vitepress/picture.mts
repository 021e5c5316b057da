import { renderMermaidSVG } from 'beautiful-mermaid';

/** The picture of a Mermaid text. Its own style goes: it asks for a font of another host, and the site's style.css has the colours. */
export function picture(mermaid: string): string {
  return renderMermaidSVG(mermaid, { padding: 8, transparent: true }).replace(/<style>.*?<\/style>/s, '');
}
