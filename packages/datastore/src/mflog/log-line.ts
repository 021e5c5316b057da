/** One line of a task's log. */
export interface LogLine {
  /** When it was written, in UTC: `2026-11-23T08:25:51.176123`. Undefined for a line that is not in Metaflow's format. */
  readonly timestamp: string | undefined;
  /** `runtime` or `task`; undefined for a line that is not in Metaflow's format. */
  readonly source: string | undefined;
  readonly id: string | undefined;
  /** The text as it was printed, without its newline (a line that is not in Metaflow's format keeps it). */
  readonly message: Buffer;
}

/** Format of a log line: `[MFLOG|0|<time>Z|<source>|<id>]<text>`, with `[!` before it while on its way to be stored. */
const HEADER = /^(?:\[!)?\[MFLOG\|0\|(.+?)Z\|(.+?)\|(.+?)\]/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}T\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,6}$/;

/** Takes a line of a log file apart. `line` includes its newline, where it has one. */
export function parseLogLine(line: Buffer): LogLine {
  const hasNewline = line[line.length - 1] === 0x0a;
  const text = hasNewline ? line.subarray(0, -1) : line;
  // One byte is one character here, so that positions are the same in both.
  const match = HEADER.exec(text.toString('latin1'));
  const [header, timestamp, source, id] = match ?? [];
  if (header === undefined || timestamp === undefined || !TIMESTAMP.test(timestamp)) {
    return { timestamp: undefined, source: undefined, id: undefined, message: line };
  }
  return { timestamp, source, id, message: text.subarray(header.length) };
}

/** Formats a line as it is stored, newline included. */
export function formatLogLine(timestamp: string, source: string, id: string, message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`[MFLOG|0|${timestamp}Z|${source}|${id}]`), message, NEWLINE]);
}

const NEWLINE = Buffer.from('\n');
