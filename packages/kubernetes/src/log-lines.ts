/** A line of a log that Kubernetes has put the time in front of. */
export interface TimedLine {
  readonly time: string;
  /** With its line end, where it has one. */
  readonly content: Buffer;
}

/** Takes a log with times apart into lines, and knows which of them it has had when the log is read again from a while before. */
export class LogLines {
  #rest = Buffer.alloc(0);
  #lastTime = '';
  /** How many lines with the last time have been handed on. */
  #countOfLast = 0;
  #skip = new Map<string, number>();

  /** Where to read on, to whole seconds before; undefined at the beginning. */
  get since(): string | undefined {
    return this.#lastTime === '' ? undefined : this.#lastTime;
  }

  /** The log is about to be read again from `since`. */
  restart(): void {
    this.#rest = Buffer.alloc(0);
    this.#skip = new Map(this.#lastTime === '' ? [] : [[this.#lastTime, this.#countOfLast]]);
  }

  /** The lines that a piece ends. */
  push(piece: Buffer): Buffer[] {
    const all = Buffer.concat([this.#rest, piece]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = all.indexOf(0x0a); end >= 0; end = all.indexOf(0x0a, start)) {
      lines.push(all.subarray(start, end + 1));
      start = end + 1;
    }
    this.#rest = all.subarray(start);
    return lines.flatMap((line) => this.#take(line));
  }

  /** What is left when the log has ended without a line end. */
  flush(): Buffer[] {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest.length === 0 ? [] : this.#take(rest);
  }

  #take(line: Buffer): Buffer[] {
    const { time, content } = takeApart(line);
    if (time < this.#lastTime) return [];
    if (time > this.#lastTime) {
      this.#lastTime = time;
      this.#countOfLast = 0;
      this.#skip.clear();
    }
    const left = this.#skip.get(time) ?? 0;
    if (left > 0) {
      this.#skip.set(time, left - 1);
      return [];
    }
    this.#countOfLast += 1;
    return [content];
  }
}

function takeApart(line: Buffer): TimedLine {
  const space = line.indexOf(0x20);
  if (space < 0) return { time: '', content: line };
  return { time: inFullLength(line.toString('latin1', 0, space)), content: line.subarray(space + 1) };
}

/** Kubernetes leaves out zeros at the end, and texts of different lengths cannot be compared. */
function inFullLength(time: string): string {
  const [seconds = '', fraction = ''] = time.replace(/Z$/, '').split('.');
  return `${seconds}.${fraction.padEnd(9, '0')}Z`;
}
