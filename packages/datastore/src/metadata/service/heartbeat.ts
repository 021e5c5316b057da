import type { StopHeartbeat } from '../provider';
import { UnexpectedAnswerError } from './errors';
import type { ServiceHttp } from './service-http';

/** The service refuses a beat that comes sooner after the last one, or after the registration. */
const beatMilliseconds = 10_000;
/** How long a service that was away may be back before the next beat. */
const maxPauseMilliseconds = 60_000;

/**
 * Posts to a path of the service every 10 seconds, or as often as the service says. The first beat comes after 10 seconds:
 * a registration counts as one, so what is over by then costs nothing. When the service is away, it is tried again after
 * 1.5, 2.25, … seconds, as Metaflow does: a missing beat is no failure of the run.
 *
 * @param firstAfter milliseconds to the first beat
 */
export function startHeartbeat(http: ServiceHttp, path: string, firstAfter = beatMilliseconds): StopHeartbeat {
  const stopped = new AbortController();
  let failures = 0;
  let timer = schedule(firstAfter);
  return () => {
    clearTimeout(timer);
    stopped.abort();
  };

  function schedule(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => void beat(), milliseconds).unref();
  }

  async function beat(): Promise<void> {
    const wait = await sendBeat(http, path, stopped.signal).then(
      (milliseconds) => {
        failures = 0;
        return milliseconds;
      },
      () => Math.min(1.5 ** ++failures * 1000, maxPauseMilliseconds),
    );
    if (wait !== undefined && !stopped.signal.aborted) timer = schedule(wait);
  }
}

/** Milliseconds to the next beat; undefined when the service takes none. */
async function sendBeat(http: ServiceHttp, path: string, stopped: AbortSignal): Promise<number | undefined> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(beatMilliseconds)]);
  const { status, body } = await http.sendOnce({ method: 'POST', path, body: {} }, signal);
  const wait = waitMilliseconds(body);
  // With 404 and a waiting time the service means that the last beat was less than 10 seconds ago.
  if (wait !== undefined && (status < 300 || status === 404)) return wait;
  // Services before 2.0.4 have no such path.
  if (status === 404 || status === 405) return undefined;
  throw new UnexpectedAnswerError('POST', path, status, body);
}

/**
 * When the service wants the next beat, if it says so. It writes JSON into a JSON text; other servers write the object itself.
 */
export function waitMilliseconds(body: string): number | undefined {
  const answer = parsed(parsed(body)) as { readonly wait_time_in_seconds?: unknown } | null | undefined;
  const seconds = Number(answer?.wait_time_in_seconds);
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** The value of a JSON text; undefined when it is none. What is no text is a value already. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
