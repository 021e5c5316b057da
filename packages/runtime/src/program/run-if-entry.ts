import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StepCommandError } from '../task/errors';
import { describeFailure } from '../task/task-failure';
import type { Program } from './program';
import { runStep } from './run-step';
import { traceAuthorLines } from './stack-traces';
import { parseStepArguments } from './step-arguments';

/**
 * The last statement of a bundle: when Node was started with the bundle itself, does what its command line says, and ends the
 * process. A bundle that is only imported does nothing.
 *
 * - `describe` prints the FlowDescription as JSON.
 * - `defaults --user NAME --datastore KIND [--parameter NAME]...` prints the values of deploy-time parameters as JSON.
 * - `step NAME ...` runs a step.
 */
export function runIfEntry(importMetaUrl: string, program: Program, _reload?: () => Program): void {
  const bundle = fileURLToPath(importMetaUrl);
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== bundle) return;
  traceAuthorLines({ path: bundle, flow: program.syntax.name });
  const [command, ...args] = process.argv.slice(2);
  // The process ends here, whatever the author's code left running.
  const exit = process.exit.bind(process);
  runCommand(program, command, args, bundle).then(
    (ok) => exit(ok ? 0 : 1),
    (error: unknown) => {
      process.stderr.write(`${describeFailure(error)}\n`);
      exit(1);
    },
  );
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
    case 'defaults': {
      const { runDefaults } = await import('./run-defaults.js');
      process.stdout.write(`${JSON.stringify(await runDefaults(program, args))}\n`);
      return true;
    }
    case 'step': {
      const step = parseStepArguments(args);
      if (step.task !== undefined) return runStep(program, step, process.env);
      const { superviseStep } = await import('../external/supervise-step.js');
      return superviseStep(program, step, bundle, process.env);
    }
    default:
      throw new StepCommandError(`${command ?? 'nothing'} is not one of describe, defaults, step`);
  }
}
