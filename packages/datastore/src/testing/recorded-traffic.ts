import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A request to the real metadata service and its answer. */
export interface Exchange {
  readonly m: string;
  /** Without its query. */
  readonly p: string;
  readonly rh: Readonly<Record<string, string>>;
  readonly b: string;
  readonly code: number;
  readonly resp: string;
  readonly h: Readonly<Record<string, string>>;
}

/** The recorded exchanges; see `fixtures/README.md`. */
export function recordedTraffic(): Exchange[] {
  const file = join(__dirname, '..', '..', 'fixtures', 'service-traffic.jsonl.gz');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => wholeRecords(JSON.parse(line) as Exchange));
}

/** Long answers were cut when they were recorded: of a list that ends in the middle, the whole records before that. */
function wholeRecords(exchange: Exchange): Exchange {
  const { resp } = exchange;
  if (!resp.startsWith('[') || resp.endsWith(']')) return exchange;
  return { ...exchange, resp: `${resp.slice(0, resp.lastIndexOf('}, {'))}}]` };
}
