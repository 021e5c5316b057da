/** The signal by which a task's watchdog ends its process: the one that Metaflow's `@timeout` is made of. */
export const timeoutSignal = 'SIGALRM';
