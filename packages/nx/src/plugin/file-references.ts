/**
 * What a source file names of other files: relative paths in any string (an import, the default file of a config or of `includeFile`), and
 * all that it imports. Read from the text alone, since inference loads no parser: what is no file is left out where it is looked for.
 */
export function fileReferences(source: string): string[] {
  const texts = [relativePath, imported].flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[2]!));
  return [...new Set(texts)].filter((text) => !text.startsWith('@mf/') && !text.startsWith('node:'));
}

const relativePath = /(["'`])(\.\.?\/[^"'`\n$]+)\1/g;

const imported = /\b(?:from|import|require)\s*\(?\s*(["'])([^"'\n]+)\1/g;
