import { withoutCommentsAndStrings } from './source-text';

/**
 * Whether a parameter of the flow may take its default from a function or a file. Such a function sees the user, the time, the branch
 * of the moment when a DAG is created, so that DAG is no pure function of the source; a file is stored in the datastore at that moment.
 * Neither must come from a cache.
 *
 * Read from the text alone, since inference loads no parser: anything that is not plainly a literal counts as computed. A wrong `true`
 * costs one compilation; a wrong `false` would deploy another user's values.
 */
export function mayComputeDefault(source: string): boolean {
  const text = withoutCommentsAndStrings(source);
  return (
    /["'`]/.test(text) ||
    /\bincludeFile\b/.test(text) ||
    extendsAnotherFlow(text) ||
    occurrences(text, 'parameter').some((rest) => !isPlainParameter(rest)) ||
    occurrences(text, 'default').some((rest) => !isLiteralDefault(rest))
  );
}

/** Parameters may then be declared in a file that is not read here. */
function extendsAnotherFlow(text: string): boolean {
  return [...text.matchAll(/\bextends\s+([\w$.]+)/g)].some(([, base]) => !/(^|\.)(FlowSpec|\w*Error)$/.test(base!));
}

/** What follows each occurrence of a word, `export default` and `import { default as x }` aside. */
function occurrences(text: string, word: string): string[] {
  return [...text.matchAll(new RegExp(`(?<!\\bexport\\s+)(?<![\\w$])${word}(?![\\w$])`, 'g'))]
    .map((match) => text.slice(match.index + word.length))
    .filter((rest) => word !== 'default' || !/^\s+as\b/.test(rest));
}

/** In an import list, or called with its options written out. */
function isPlainParameter(rest: string): boolean {
  return /^\s*[,}]/.test(rest) || /^\s*(<[^()]*>)?\s*\(\s*(\)|\{(?![^}]*\.\.\.))/.test(rest);
}

function isLiteralDefault(rest: string): boolean {
  return (
    /^\s*:\s*(([-+*/%().\d\s_]|\d[\dxa-fA-FoOen_]*)+|true|false|null)\s*[,}]/.test(rest) || /^\s*:\s*[[{]/.test(rest)
  );
}
