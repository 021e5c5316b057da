/** File descriptor of a warm process on which it is asked for tasks and says how they ended, one line of JSON each. */
export const taskChannel = 3;

/** An attempt of a task for a warm process. */
export interface TaskCall {
  /** The command line behind the bundle: `step NAME --run-id ...`. */
  readonly args: readonly string[];
  /** Variables beside those that the process was started with. */
  readonly env: Readonly<Record<string, string>>;
  /** What the process prints on both streams when the attempt is over: all before it is the attempt's. */
  readonly endMark: string;
}

/** How an attempt ended. */
export interface TaskReply {
  readonly isGood: boolean;
  /** Whether the process can take another task; it ends by itself when it cannot. */
  readonly isReusable: boolean;
}
