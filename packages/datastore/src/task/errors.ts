import type { TaskPath } from './task-path';
import { taskPathspec } from './task-path';

/** The newest attempt of a task is not done, or the task never ran: it has no data to read. */
export class TaskNotDoneError extends Error {
  readonly code = 'MF4020';
  readonly advice = 'Wait until the task is done, or look at its log to see why it stopped.';

  constructor(
    readonly task: TaskPath,
    readonly attempt: number | undefined,
  ) {
    const which = attempt === undefined ? 'has not started' : `is not done (attempt ${attempt})`;
    super(`Task ${taskPathspec(task)} ${which}`);
    this.name = 'TaskNotDoneError';
  }
}

/** A task has no artifact of that name. */
export class ArtifactNotFoundError extends Error {
  readonly code = 'MF4021';
  readonly advice: string;

  constructor(
    readonly task: TaskPath,
    readonly artifact: string,
    present: Iterable<string>,
  ) {
    super(`Task ${taskPathspec(task)} has no artifact ${JSON.stringify(artifact)}`);
    this.name = 'ArtifactNotFoundError';
    const names = [...present].filter((name) => !name.startsWith('_') && name !== 'name').sort();
    this.advice = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has no artifacts.';
  }
}

/** An artifact is stored in an encoding other than a pickle, such as an extension of Metaflow may write. */
export class UnknownEncodingError extends Error {
  readonly code = 'MF4024';
  readonly advice = 'Read it with the Python program that has the extension, or store it there without one.';

  constructor(
    readonly artifact: string,
    readonly encoding: string,
  ) {
    super(`Artifact ${JSON.stringify(artifact)} has the encoding ${JSON.stringify(encoding)}, which is not known here`);
    this.name = 'UnknownEncodingError';
  }
}

/** An attempt number that Metaflow's readers would never look at. */
export class AttemptOutOfRangeError extends Error {
  readonly code = 'MF4025';
  readonly advice = 'Attempts are numbered from 0 to 5.';

  constructor(readonly attempt: number) {
    super(`${attempt} is not the number of an attempt`);
    this.name = 'AttemptOutOfRangeError';
  }
}

/** Something was to be written to an attempt that is done. */
export class AttemptDoneError extends Error {
  readonly code = 'MF4026';
  readonly advice = 'This is a mistake in the program that runs the task: nothing is written after done().';

  constructor(
    readonly task: TaskPath,
    readonly attempt: number,
  ) {
    super(`Attempt ${attempt} of task ${taskPathspec(task)} is done and can't be changed`);
    this.name = 'AttemptDoneError';
  }
}
