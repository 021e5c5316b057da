import type { Diagnostic } from './diagnostic';

/** Diagnostics in the order of the source (file, line, column, code), each once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics].sort(compareDiagnostics).filter(({ at, code, message }) => {
    const key = JSON.stringify([at.file, at.line, at.column, code, message]);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Whether any of them is an error; warnings stop nothing. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.at.file, b.at.file) ||
    a.at.line - b.at.line ||
    a.at.column - b.at.column ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
