export interface Token {
  readonly type: string;
  readonly info: string;
  readonly content: string;
}

type Rule = (tokens: Token[], index: number, ...rest: never[]) => string;

/** What is used of a markdown-it, which the site's tool brings with it. */
export interface Markdown {
  readonly renderer: { readonly rules: { fence?: Rule } };
}

/**
 * Draws `mermaid` fences when the site is built, so that a reader's browser loads no drawing program; and sets a TypeScript fence that
 * follows a Python one beside it.
 */
export function drawFences(markdown: Markdown, picture: (mermaid: string) => string): void {
  const fence = markdown.renderer.rules.fence!;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index]!;
    if (token.info.trim() === 'mermaid') {
      return `<figure class="picture" v-pre>${picture(token.content)}</figure>`;
    }
    const text = fence(tokens, index, ...rest);
    if (isPythonThenTypeScript(tokens[index], tokens[index + 1])) return `<div class="side-by-side">${text}`;
    if (isPythonThenTypeScript(tokens[index - 1], token)) return `${text}</div>`;
    return text;
  };
}

function isPythonThenTypeScript(first: Token | undefined, second: Token | undefined): boolean {
  return (
    first?.type === 'fence' && second?.type === 'fence' && /^python\b/.test(first.info) && /^ts\b/.test(second.info)
  );
}
