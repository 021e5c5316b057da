/** The code of a source file. Strings become `0`, so that a string default is a literal; the quoted key `'default'` stays a key. */
export function withoutCommentsAndStrings(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|(["'])((?:\\[\s\S]|(?!\1)[^\\\n])*)\1|`(?:\\[\s\S]|[^`\\])*`/g,
    (match, _quote, content: string | undefined) =>
      match.startsWith('/') ? ' ' : content === 'default' ? content : '0',
  );
}
