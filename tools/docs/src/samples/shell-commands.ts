/** A command that a page names: its words without options, and the options' names. */
export interface NamedCommand {
  readonly line: number;
  readonly words: readonly string[];
  /** Without dashes, in kebab case: `--maxWorkers=4` is `max-workers`. */
  readonly options: readonly string[];
}

const programs = /^(?:npx )?(mf|nx|npm) /;

/**
 * The calls of `mf`, `nx` and `npm` on a page: lines of `sh` fences, and code within a sentence. Variables before them, comments and
 * what follows `--` are left out.
 */
export function shellCommands(markdown: string): NamedCommand[] {
  const found: NamedCommand[] = [];
  let fence: string | undefined;
  markdown.split('\n').forEach((text, index) => {
    const mark = /^ *```(\w*)/.exec(text);
    if (mark) {
      fence = fence === undefined ? mark[1] : undefined;
      return;
    }
    if (fence !== undefined && fence !== 'sh') return;
    const calls = fence === 'sh' ? [text] : [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
    for (const call of calls) {
      const plain = call.trim().replace(/^(?:[A-Z_]+=\S* )+/, '');
      if (programs.test(plain)) found.push({ line: index + 1, ...splitCommand(plain) });
    }
  });
  return found;
}

function splitCommand(text: string): Omit<NamedCommand, 'line'> {
  const all = (text.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).filter((word) => word !== 'npx');
  const comment = all.indexOf('#');
  const own = comment < 0 ? all : all.slice(0, comment);
  const rest = own.indexOf('--');
  const words = rest < 0 ? own : own.slice(0, rest);
  const isOption = (word: string) => /^--?[a-zA-Z]/.test(word);
  return {
    words: words.filter((word) => !isOption(word)),
    options: words
      .filter((word) => word.startsWith('--'))
      .map((word) => /^--([\w.-]*)/.exec(word)![1]!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
  };
}
