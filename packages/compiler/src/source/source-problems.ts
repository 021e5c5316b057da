import type { Diagnostic, Position } from '@mf/ir';
import { LineIndex } from './line-index';

/** Collects what is wrong with one source file, by offsets of its text. */
export class SourceProblems {
  readonly #lines: LineIndex;
  readonly #found: Diagnostic[] = [];

  /** @param file relative to the workspace root, with `/` */
  constructor(
    readonly file: string,
    text: string,
  ) {
    this.#lines = new LineIndex(text);
  }

  /** @param offset in UTF-16 units, from 0 */
  position(offset: number): Position {
    return { file: this.file, ...this.#lines.locate(offset) };
  }

  report(code: string, offset: number, message: string, advice: string): void {
    this.#found.push({ code, severity: 'error', message, advice, at: this.position(offset) });
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#found;
  }
}
