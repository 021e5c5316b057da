import type { MessagePort } from 'node:worker_threads';
import type { S3Answer, S3Failure, S3Operation, S3Operations, S3ThreadData } from './s3-protocol';
import type { S3Settings } from './s3-settings';

/** Node's threads, which take a while to load: tasks without S3 have this module, but not them. */
const threadsOfNode = () => process.getBuiltinModule('node:worker_threads');

type Argument<K extends S3Operation> = Parameters<S3Operations[K]>[0];
type Result<K extends S3Operation> = Awaited<ReturnType<S3Operations[K]>>;

/** What came of a request. */
export type S3Outcome<T> =
  { readonly result: T; readonly failure?: undefined } | { readonly failure: S3Failure; readonly result?: undefined };

/**
 * The thread that speaks to S3, for all of a process. It starts with the first request, and does not keep the process
 * from ending. It makes two things possible: a step's `this.x` can wait for a value without a loop, and the SDK is loaded
 * while the process does other things.
 */
export class S3Thread {
  readonly #waiting = new Map<number, (outcome: S3Outcome<unknown>) => void>();
  readonly #signal = new Int32Array(new SharedArrayBuffer(8));
  #port: MessagePort | undefined;
  #lastId = 0;

  constructor(
    private readonly settings: S3Settings,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Performs an operation. A `body` is given away: it can't be used any more by the caller. */
  call<K extends S3Operation>(operation: K, argument: Argument<K>): Promise<S3Outcome<Result<K>>> {
    const port = this.#started();
    return new Promise((resolve) => {
      if (this.#waiting.size === 0) port.ref();
      this.#waiting.set(this.#send(port, operation, argument), resolve as (outcome: S3Outcome<unknown>) => void);
    });
  }

  /** `call` for callers that can't wait for a promise: nothing else happens in this thread meanwhile. */
  callSync<K extends S3Operation>(operation: K, argument: Argument<K>): S3Outcome<Result<K>> {
    const port = this.#started();
    const id = this.#send(port, operation, argument);
    const { receiveMessageOnPort } = threadsOfNode();
    for (;;) {
      const seen = Atomics.load(this.#signal, 0);
      for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
        const answer = received.message as S3Answer;
        if (answer.id === id) return outcomeOf(answer) as S3Outcome<Result<K>>;
        this.#settle(answer);
      }
      if (Atomics.load(this.#signal, 1) === 1) return { failure: threadEnded };
      Atomics.wait(this.#signal, 0, seen);
    }
  }

  #send<K extends S3Operation>(port: MessagePort, operation: K, argument: Argument<K>): number {
    const id = ++this.#lastId;
    const body = 'body' in argument ? [argument.body.buffer] : [];
    port.postMessage({ id, operation, argument }, body);
    return id;
  }

  #settle(answer: S3Answer): void {
    const resolve = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#port?.unref();
    resolve?.(outcomeOf(answer));
  }

  #started(): MessagePort {
    if (this.#port) return this.#port;
    const { MessageChannel, Worker } = threadsOfNode();
    const { port1, port2 } = new MessageChannel();
    const workerData: S3ThreadData = { port: port2, signal: this.#signal, settings: this.settings };
    const worker = new Worker(require.resolve('../parts/s3'), {
      workerData,
      transferList: [port2],
      // The SDK advises on versions of Node, in the middle of what the author's step prints.
      env: { ...this.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      execArgv: [],
    });
    worker.unref();
    worker.on('error', ({ name, message }: Error) => this.#end(port1, { name, message, status: undefined }));
    worker.on('exit', () => this.#end(port1, threadEnded));
    port1.on('message', (answer: S3Answer) => this.#settle(answer));
    port1.unref();
    this.#port = port1;
    return port1;
  }

  /** The thread is gone: whoever waits is told, and the next request starts another. */
  #end(port: MessagePort, failure: S3Failure): void {
    if (port !== this.#port) return;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    port.close();
    this.#port = undefined;
    Atomics.store(this.#signal, 1, 0);
    for (const resolve of waiting) resolve({ failure });
  }
}

const threadEnded: S3Failure = {
  name: 'ThreadEnded',
  message: 'the thread that speaks to S3 has ended',
  status: undefined,
};

function outcomeOf({ result, failure }: S3Answer): S3Outcome<unknown> {
  return failure ? { failure } : { result };
}

const threads = new WeakMap<NodeJS.ProcessEnv, Map<string, S3Thread>>();

/** The thread for these settings; an environment has one for each. */
export function s3Thread(settings: S3Settings, env: NodeJS.ProcessEnv): S3Thread {
  const ofEnv = threads.get(env) ?? new Map<string, S3Thread>();
  threads.set(env, ofEnv);
  const key = JSON.stringify(settings);
  const thread = ofEnv.get(key) ?? new S3Thread(settings, env);
  ofEnv.set(key, thread);
  return thread;
}
