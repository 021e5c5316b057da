/** What the log of a task says whose process did not end by itself. */
export function endedBy(signal: NodeJS.Signals): string {
  const why = signal === 'SIGKILL' ? ', as it happens to one that takes more memory than there is for it' : '';
  return `The process of the task was ended by ${signal}${why}.\n`;
}
