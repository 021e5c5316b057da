import { setTimeout as sleep } from 'node:timers/promises';

/** What of a registry passes by itself: too much asked, or trouble of the moment. */
const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Waits between tries grow from half a second to 16; each is cut by chance, so that many who failed at once do not come back at once. */
const firstWait = 500;
const tries = 6;

export interface RetryOptions {
  /** Milliseconds. */
  readonly firstWait?: number;
  readonly onRetry?: (why: string) => void;
}

/**
 * Asks until there is an answer other than passing trouble, or the tries are used up: then the last answer, or error, stands.
 *
 * @param ask makes the request anew
 */
export async function withRetries(ask: () => Promise<Response>, options: RetryOptions): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    let wait = waitAfter(attempt, options);
    try {
      const response = await ask();
      if (!passing.has(response.status) || attempt === tries) return response;
      // What it says is of no use, but has to be read for the connection to serve again.
      await response.arrayBuffer();
      wait = retryAfter(response) ?? wait;
      options.onRetry?.(`it answers ${response.status}`);
    } catch (error) {
      if (attempt === tries || !isNetworkError(error)) throw error;
      options.onRetry?.(networkMessage(error));
    }
    await sleep(wait);
  }
}

/**
 * Does something anew while it fails with what may pass, until the tries are used up.
 *
 * @throws what `work` throws at last
 */
export async function tryAgain<T>(
  work: () => Promise<T>,
  mayPass: (error: unknown) => boolean,
  options: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !mayPass(error)) throw error;
      options.onRetry?.(isNetworkError(error) ? networkMessage(error) : (error as Error).message);
      await sleep(waitAfter(attempt, options));
    }
  }
}

/** Milliseconds to wait after a try, which are counted from 1. */
function waitAfter(attempt: number, options: RetryOptions): number {
  return (options.firstWait ?? firstWait) * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

/** Milliseconds that the registry asks to wait, at most a minute. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : undefined;
}

/** `fetch` throws a TypeError for all that happens on the network, and the reason is its cause. */
export function isNetworkError(error: unknown): error is { cause: NetworkCause } {
  const { name, cause } = error as { name?: unknown; cause?: unknown };
  return name === 'TypeError' && typeof cause === 'object' && cause !== null && 'message' in cause;
}

interface NetworkCause {
  readonly message: string;
  /** Of several addresses that were tried, each with an error of its own. */
  readonly errors?: readonly Error[];
}

export function networkMessage({ cause }: { cause: NetworkCause }): string {
  return cause.errors?.[0]?.message ?? cause.message;
}
