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
    const timed = takeApart(line);
    if (!timed || timed.time < this.#lastTime) return [];
    const { time, content } = timed;
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

/** Undefined for what is no line of a log: where the container is gone already, a node answers with words of its own. */
function takeApart(line: Buffer): TimedLine | undefined {
  const space = line.indexOf(0x20);
  const time = comparable(line.toString('latin1', 0, Math.max(space, 0)));
  return time === undefined ? undefined : { time, content: line.subarray(space + 1) };
}

/** A node leaves out zeros at the end and may count in a zone of its own: such texts cannot be compared. Undefined for what is no time. */
function comparable(time: string): string | undefined {
  const [, seconds, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time) ?? [];
  if (seconds === undefined) return undefined;
  const utc = zone === 'Z' ? seconds : new Date(`${seconds}${zone}`).toISOString().slice(0, seconds.length);
  return `${utc}.${fraction.padEnd(9, '0')}Z`;
}
