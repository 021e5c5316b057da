import { realpathSync } from 'node:fs';
import type { FlowIR } from '@mf/ir';
import { describeRefusal } from '../external/describe-refusal';
import { bundleCommand } from '../process/bundle-command';
import { exitWritten } from '../process/written-output';
import { StepCommandError } from '../task/errors';
import type { Program } from './program';
import { runStep } from './run-step';
import { traceAuthorLines } from './stack-traces';
import { parseStepArguments } from './step-arguments';

/** Whether this process serves many tasks. The runner is the same for all of them. */
let isServing = false;
let isTraced = false;

/**
 * The last statement of a bundle: when Node was started with the bundle itself, does what its command line says, and ends the
 * process. A bundle that is only imported does nothing.
 *
 * - `describe` prints the FlowDescription as JSON.
 * - `ir` prints the FlowIR as JSON.
 * - `defaults --user NAME --datastore KIND [--parameter NAME]...` prints the values of deploy-time parameters as JSON.
 * - `exit-hook success|error INDEX --run-id R ...` calls a function of `@exitHook`.
 * - `step NAME ...` runs a step.
 * - `supervise NAME ...` runs a step as a process of its own: see `serveIfEntry`.
 *
 * @param bundle absolute path of the bundle, without symbolic links
 */
export function runIfEntry(bundle: string, program: Program): void {
  if (!isEntry(bundle)) return;
  if (isServing) {
    if (!isTraced) traceAuthorLines({ path: bundle, flow: program.syntax.name });
    isTraced = true;
    return;
  }
  traceAuthorLines({ path: bundle, flow: program.syntax.name });
  const [command, ...args] = process.argv.slice(2);
  endWith(runCommand(program, command, args, bundle));
}

/**
 * Stands in a bundle before the author's code: when Node was started with the bundle and a command that this process does not need that
 * code for, does it.
 *
 * - `serve` runs many tasks in this process, as a scheduler at its other end asks for them.
 * - `supervise NAME ...` starts the bundle anew with `step NAME ...`, and keeps what that prints.
 *
 * @param bundle absolute path of the bundle, without symbolic links
 * @param load evaluates the author's code anew
 * @returns whether it does so: then the author's code is not to be loaded now
 */
export function serveIfEntry(bundle: string, load: () => Program): boolean {
  const [, , command, ...words] = process.argv;
  if (isServing || (command !== 'serve' && command !== 'supervise') || !isEntry(bundle)) return false;
  isServing = true;
  if (command === 'serve') void import('../warm/serve-tasks.js').then(({ serveTasks }) => serveTasks(load));
  else void superviseForScheduler(words, bundle);
  return true;
}

async function superviseForScheduler(words: readonly string[], bundle: string): Promise<void> {
  try {
    const { superviseProcess } = await import('../external/supervise-process.js');
    exitWritten(await superviseProcess(words, bundleCommand(bundle), process.env), process.exit);
  } catch (error) {
    process.stderr.write(`${describeRefusal(error)}\n`);
    exitWritten(1, process.exit);
  }
}

/**
 * Looks after a task of a scheduler, and ends the process: `step NAME --run-id R --attempt N` of an external one, or `supervise NAME ...` of our own
 * on another machine. The author's code, which may be large, is not loaded for that, but in the process of the step alone.
 *
 * @param bundle absolute path of the bundle, without symbolic links
 * @param flow JSON of the flow as `supervisedFlow` of `@mf/ir` has it: for `step`
 */
export function supervise(bundle: string, flow?: string): void {
  const [, , command, ...words] = process.argv;
  if (command === 'supervise' || flow === undefined) void superviseForScheduler(words, bundle);
  else endWith(superviseOwn(JSON.parse(flow) as FlowIR, words, bundle));
}

async function superviseOwn(flow: FlowIR, words: readonly string[], bundle: string): Promise<boolean> {
  const { superviseStep } = await import('../external/supervise-step.js');
  return superviseStep(flow, parseStepArguments(words), bundle, process.env);
}

/** Ends the process when that is done, whatever the author's code left running. */
function endWith(done: Promise<boolean>): void {
  const exit = process.exit.bind(process);
  done.then(
    (ok) => exitWritten(ok ? 0 : 1, exit),
    (error: unknown) => {
      process.stderr.write(`${describeRefusal(error)}\n`);
      exitWritten(1, exit);
    },
  );
}

function isEntry(bundle: string): boolean {
  const [, started] = process.argv;
  return started !== undefined && (started === bundle || realpathSync(started) === bundle);
}

async function runCommand(
  program: Program,
  command: string | undefined,
  args: readonly string[],
  bundle: string,
): Promise<boolean> {
  switch (command) {
    case 'describe':
      process.stdout.write(`${JSON.stringify(program.describe())}\n`);
      return true;
    case 'ir':
      process.stdout.write(`${JSON.stringify(program.ir())}\n`);
      return true;
    case 'defaults': {
      const { runDefaults } = await import('./run-defaults.js');
      process.stdout.write(`${JSON.stringify(await runDefaults(program, args))}\n`);
      return true;
    }
    case 'exit-hook': {
      const { runExitHook } = await import('./run-exit-hook.js');
      await runExitHook(program, args, process.env);
      return true;
    }
    case 'step': {
      const step = parseStepArguments(args);
      if (step.task !== undefined) return runStep(program, step, process.env);
      const { superviseStep } = await import('../external/supervise-step.js');
      return superviseStep(program.ir(), step, bundle, process.env);
    }
    default:
      throw new StepCommandError(`${command ?? 'nothing'} is not one of describe, ir, defaults, exit-hook, step`);
  }
}
