import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { type CommandIo, configuredIo, processIo } from './command-io';
import { actions, commands, loadFlow } from './command-line/actions';
import { takeConfigs } from './configs/config-options';
import { buildProgram } from './command-line/program';
import { usageErrorOf } from './command-line/usage-error-of';
import { takeOptionVariables } from './options/option-variables';
import { printError } from './report/print-error';

/**
 * The `mf` command: `mf(['run', 'x.flow.ts', '--alpha', '0.5'])`. Prints to `io` and returns the exit code; never throws and never
 * ends the process, so that an Nx executor and a test can call it like the binary does.
 */
export async function mf(argv: readonly string[], given: Partial<CommandIo> = {}): Promise<number> {
  const io = { ...processIo(), ...given };
  try {
    // An environment that is given is all that counts.
    return await execute(argv, given.env ? io : { ...io, env: configuredIo(io.cwd).env });
  } catch (error) {
    printError(error, io);
    return 1;
  }
}

/** Commands that load flows, and so take configs; `resume` has those of the earlier run. */
const readsFlows = new Set<string | undefined>(['run', 'show', 'check', 'compile', 'image', 'airflow', 'deploy']);

async function execute(given: readonly string[], io: CommandIo): Promise<number> {
  const { words: argv, configs } = readsFlows.has(given[0]) ? takeConfigs(given) : { words: given, configs: {} };
  // Options of `run` and `airflow trigger` are the parameters of the flow: it has to be read before they can be understood.
  const isTrigger = argv[0] === 'airflow' && argv[1] === 'trigger';
  const file = isTrigger ? argv[2] : argv[0] === 'run' ? argv[1] : undefined;
  const started = file !== undefined && !file.startsWith('-') ? await loadFlow(file, io, configs) : undefined;
  const flow = started?.ir;

  let code = 0;
  const program = buildProgram(
    version(),
    isTrigger ? { triggered: flow } : { running: flow },
    actions(io, started, configs),
    (result) => {
      code = result;
    },
  );

  // With mistakes in the flow its parameters may be unknown, or be no options: the mistakes are what the user has to hear of.
  if (started?.diagnostics.some(({ severity }) => severity === 'error') && !argv.includes('--help')) {
    return commands.run().run(started, { maxWorkers: 1, with: [], tag: [] }, io);
  }

  for (const each of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    each
      .exitOverride()
      .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => {} })
      .showSuggestionAfterError();
  }
  for (const command of program.commands.filter((one) => ['run', 'resume'].includes(one.name()))) {
    takeOptionVariables(command, io.env);
  }
  if (argv.length === 0) {
    io.stdout.write(program.helpInformation());
    return 0;
  }
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw usageErrorOf(error, argv, program);
  }
  return code;
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
