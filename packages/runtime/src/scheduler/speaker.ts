import type { OutputSink } from './output-line';

/** Makes lines of the scheduler itself. */
export function speaker(output: OutputSink): (text: string, isBad: boolean) => void {
  return (text, isBad) => output({ time: new Date(), text, kind: 'system', isBad });
}
