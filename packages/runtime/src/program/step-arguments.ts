import type { DecoratorIR } from '@mf/ir';
import { StepCommandError } from '../task/errors';

/** The command line of `step`, taken apart. */
export interface StepArguments {
  readonly step: string;
  readonly run: string;
  /** Given by our own scheduler; an external one leaves it to the step's place. */
  readonly task: string | undefined;
  readonly attempt: number;
  /** The scheduler's own count, where it differs from the slot. */
  readonly retryCount: number;
  /** The scheduler's count of the last attempt that runs the author's code, where it says so. */
  readonly maxRetries: number | undefined;
  /** An earlier process of this attempt was ended because of this: the failure is to be recorded. */
  readonly failedBy: 'timeout' | undefined;
  /** The process that starts the task and waits for it. */
  readonly schedulerPid: number | undefined;
  /** Decorators of `--with`. */
  readonly with: readonly DecoratorIR[];
  readonly inputPaths: string | undefined;
  readonly index: string;
  /** The item of a foreach as an external scheduler hands it back. */
  readonly item: string | undefined;
  readonly originRun: string | undefined;
  /** Kind of storage for data, its root, and kind of metadata provider; what is not given is found from the environment. */
  readonly datastore: string | undefined;
  readonly datastoreRoot: string | undefined;
  readonly metadata: string | undefined;
  /** The branch of `@project` that was chosen when the run started. */
  readonly projectBranch: string | undefined;
  readonly tags: readonly string[];
  /** Where an external scheduler learns how the flow goes on: `stdout` for the last line of the output, else the path of a file. */
  readonly tell: string | undefined;
}

const options = [
  'run-id',
  'task-id',
  'attempt',
  'retry-count',
  'max-user-code-retries',
  'failed',
  'scheduler-pid',
  'with',
  'input-paths',
  'index',
  'item',
  'origin-run-id',
  'datastore',
  'datastore-root',
  'metadata',
  'project-branch',
  'tag',
  'tell',
] as const;
type Option = (typeof options)[number];

/**
 * Reads `step NAME --run-id R [--task-id T] ...`; options are pairs of a name and a value.
 *
 * @throws StepCommandError
 */
export function parseStepArguments([step, ...rest]: readonly string[]): StepArguments {
  if (step === undefined || step.startsWith('-')) throw new StepCommandError('step: the name of the step is missing');
  const values = new Map<Option, string>();
  const tags: string[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    const name = optionName(rest[at] as string);
    const value = rest[at + 1];
    if (value === undefined) throw new StepCommandError(`step: --${name} has no value`);
    if (name === 'tag') tags.push(value);
    else values.set(name, value);
  }
  const run = values.get('run-id');
  if (run === undefined) throw new StepCommandError('step: --run-id is missing');
  const attempt = count(values, 'attempt') ?? 0;
  return {
    step,
    run,
    task: values.get('task-id'),
    attempt,
    retryCount: count(values, 'retry-count') ?? attempt,
    maxRetries: count(values, 'max-user-code-retries'),
    failedBy: failedBy(values.get('failed')),
    schedulerPid: count(values, 'scheduler-pid'),
    with: decorators(values.get('with')),
    inputPaths: values.get('input-paths'),
    index: values.get('index') ?? '',
    item: values.get('item'),
    originRun: values.get('origin-run-id'),
    datastore: values.get('datastore'),
    datastoreRoot: values.get('datastore-root'),
    metadata: values.get('metadata'),
    projectBranch: values.get('project-branch'),
    tags,
    tell: values.get('tell'),
  };
}

function optionName(argument: string): Option {
  const name = options.find((option) => argument === `--${option}`);
  if (name === undefined) throw new StepCommandError(`step: ${argument} is not one of --${options.join(', --')}`);
  return name;
}

function count(values: ReadonlyMap<Option, string>, name: Option): number | undefined {
  const text = values.get(name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new StepCommandError(`step: --${name} must be a number from 0, not ${text}`);
  return Number(text);
}

function failedBy(text: string | undefined): 'timeout' | undefined {
  if (text !== undefined && text !== 'timeout')
    throw new StepCommandError(`step: --failed must be timeout, not ${text}`);
  return text;
}

/** A JSON list of decorators with their attributes. */
function decorators(text: string | undefined): DecoratorIR[] {
  if (text === undefined) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value as DecoratorIR[];
  } catch {
    // Said below.
  }
  throw new StepCommandError(`step: --with must be a JSON list of decorators, not ${text}`);
}
