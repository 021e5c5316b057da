/** A fenced block of a page, and what the page says about how it is checked. */
export interface Sample {
  /** Path of the page, relative to the workspace root. */
  readonly page: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  /** The first word of the fence's info: `ts`, `sh`, `python`, or empty. */
  readonly language: string;
  readonly code: string;
  /** `file=NAME`: a whole file of that name, which later samples of the page may import, and which is run. */
  readonly file?: string;
  /** `in=PLACE`: what the fragment is a part of. `flow`: members of a flow's class. `airflow`: a DAG file by hand. */
  readonly within?: string;
  /** `prints`: the comments of the code are what it prints, line by line. */
  readonly prints: boolean;
  /** A comment `<!-- before: CODE -->` above the fence: what the fragment needs and a reader need not see. */
  readonly before: string;
  /** A comment `<!-- unchecked: REASON -->` above the fence. */
  readonly unchecked?: string;
}

/** The fenced blocks of a Markdown page, in their order. */
export function readSamples(page: string, markdown: string): Sample[] {
  const blocks = markdown.matchAll(/((?:^<!--(?:(?!-->)[^])*-->\n+)*)^( *)```(\S*)([^\n]*)\n([^]*?)^\2```$/gm);
  return [...blocks].map((block) => {
    const [, comments = '', indent = '', language = '', info = '', code = ''] = block;
    const line = markdown.slice(0, block.index + comments.length).split('\n').length;
    const said = (kind: string) =>
      [...comments.matchAll(new RegExp(`<!-- ${kind}:\\s+((?:(?!-->)[^])*?)\\s*-->`, 'g'))].map(
        ([, text]) => text ?? '',
      );
    const attribute = (name: string) => new RegExp(`\\b${name}=(\\S+)`).exec(info)?.[1];
    const [file, within, unchecked] = [attribute('file'), attribute('in'), said('unchecked')[0]];
    return {
      page,
      line,
      language,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
      prints: /\bprints\b/.test(info),
      before: said('before').join('\n'),
      ...(file !== undefined && { file }),
      ...(within !== undefined && { within }),
      ...(unchecked !== undefined && { unchecked }),
    };
  });
}
