import type { CommandIo } from '../command-io';
import { PacedWriter } from './paced-writer';

/** How often the terminal is brought up to date, in milliseconds: lines that come faster are written together. */
const interval = 80;
/** Lines that are kept back until then, at most. */
const mostLines = 500;

/** Lines that scroll, and below them a block of lines that renews itself. */
export interface LiveLines {
  /** Adds a line to those that scroll. */
  line(text: string): void;
  /** Brings the terminal up to date now. */
  render(): void;
  /** Resolves when there is room for more lines. */
  taken(): Promise<void>;
  /** Shows what is kept back, and takes the block away. */
  close(): void;
}

/** Whether a block below the lines can be kept up to date. */
export function hasLiveTerminal({ stdout, env }: CommandIo): boolean {
  return stdout.isTTY === true && env['TERM'] !== 'dumb' && !env['CI'];
}

/** @param block its lines, of at most so many columns */
export async function openLiveLines(io: CommandIo, block: (columns: number) => readonly string[]): Promise<LiveLines> {
  const { createLogUpdate } = await import('log-update');
  const terminal = io.stdout as typeof process.stdout;
  // With the cursor shown there is nothing to restore when the process is killed.
  const update = createLogUpdate(terminal, { showCursor: true });
  const writer = new PacedWriter(io.stdout);
  let lines: string[] = [];

  const render = (): void => {
    if (lines.length > 0) {
      update.clear();
      writer.write(lines.map((line) => `${line}\n`).join(''));
      lines = [];
    }
    const text = block((terminal.columns ?? 80) - 1).join('\n');
    if (text === '') update.clear();
    else update(text);
  };
  const timer = setInterval(render, interval).unref();
  return {
    line: (text) => void lines.push(text),
    render,
    taken() {
      // What comes faster than the terminal is brought up to date is not collected without end.
      if (lines.length > mostLines) render();
      return writer.taken();
    },
    close() {
      clearInterval(timer);
      render();
      update.clear();
    },
  };
}
