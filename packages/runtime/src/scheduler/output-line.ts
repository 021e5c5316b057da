/** A line that a run prints: of a task, or of the scheduler itself. */
export interface OutputLine {
  readonly time: Date;
  readonly text: string;
  /** The task that the line is of: `run/step/task`, and its process or pod where it has one. */
  readonly task?: { readonly path: string; readonly pid?: number; readonly pod?: string };
  /** `system` says how the run goes, `task` is what the author's code printed. */
  readonly kind: 'system' | 'task';
  /** Whether it tells of something that went wrong. */
  readonly isBad: boolean;
  /** Whether every task that goes well has such a line: of a thousand tasks nobody wants to read them. */
  readonly isRoutine?: boolean;
}

/** Takes the lines of a run, in their order. */
export type OutputSink = (line: OutputLine) => void;

/**
 * A line as Metaflow prints it, without a newline:
 * `2026-11-23 17:30:00.123 [1700000000000000/start/1 (pid 123)] text`. Times are local.
 */
export function formatLine({ time, text, task }: OutputLine): string {
  const place = task?.pid !== undefined ? ` (pid ${task.pid})` : task?.pod !== undefined ? ` (pod ${task.pod})` : '';
  return `${formatTime(time)} ${task ? `[${task.path}${place}] ` : ''}${text}`;
}

function formatTime(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  return `${date} ${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
