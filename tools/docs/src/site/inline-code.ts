import type { Token } from './fences';

/** What is used of a markdown-it's token of code within a line. */
interface InlineCode extends Token {
  attrSet(name: string, value: string): void;
}

type Rule = (tokens: InlineCode[], index: number, ...rest: never[]) => string;

export interface InlineMarkdown {
  readonly renderer: { readonly rules: { code_inline?: Rule } };
}

/** Leaves code within a line as it is, as code of its own is: the site's tool would take Airflow's `{{ ds }}` for one of its own. */
export function keepInlineCode(markdown: InlineMarkdown): void {
  const inlineCode = markdown.renderer.rules.code_inline!;
  markdown.renderer.rules.code_inline = (tokens, index, ...rest) => {
    tokens[index]!.attrSet('v-pre', '');
    return inlineCode(tokens, index, ...rest);
  };
}
