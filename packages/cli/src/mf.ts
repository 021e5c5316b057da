import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { type CommandIo, processIo } from './command-io';
import { buildProgram } from './command-line/program';
import { UsageError, usageErrorOf } from './command-line/usage-error';
import { airflowCreate } from './commands/airflow-create';
import { check } from './commands/check';
import { compile } from './commands/compile';
import { dump } from './commands/dump';
import { printOutcomes } from './commands/flow-outcome';
import { list } from './commands/list';
import { logs } from './commands/logs';
import { resume } from './commands/resume';
import { run } from './commands/run';
import { show } from './commands/show';
import { tagAdd, tagList, tagRemove, tagReplace } from './commands/tag';
import { test } from './commands/test';
import { type LoadedFlow, loadFlows } from './load-flows';
import { printError } from './report/print-error';

/**
 * The `mf` command: `mf(['run', 'x.flow.ts', '--alpha', '0.5'])`. Prints to `io` and returns the exit code; never throws and never
 * ends the process, so that an Nx executor and a test can call it like the binary does.
 */
export async function mf(argv: readonly string[], given: Partial<CommandIo> = {}): Promise<number> {
  const io = { ...processIo(), ...given };
  try {
    return await execute(argv, io);
  } catch (error) {
    printError(error, io);
    return 1;
  }
}

async function execute(argv: readonly string[], io: CommandIo): Promise<number> {
  // Options of `run` are the parameters of the flow: it has to be read before they can be understood.
  const [command, file] = argv;
  const isRun = command === 'run' && file !== undefined && !file.startsWith('-');
  const running = isRun ? (await loadFlows([file], io))[0] : undefined;

  let code = 0;
  const one = async (name: string): Promise<LoadedFlow> => (await loadFlows([name], io))[0]!;
  const program = buildProgram(
    version(),
    running?.ir?.parameters ?? [],
    {
      run: (name, options) =>
        running && name === file
          ? run(running, options, io)
          : Promise.reject(
              new UsageError(
                `'${name}' is not where the flow's file stands`,
                'Name the file first: mf run FILE --alpha 0.5',
              ),
            ),
      resume: async (name, step, options) => resume(await one(name), step, options, io),
      list: (name, options) => list(name, options, io),
      logs: (name, pathspec, options) => logs(name, pathspec, options, io),
      dump: (name, pathspec, options) => dump(name, pathspec, options, io),
      tagAdd: (name, tags, options) => tagAdd(name, tags, options, io),
      tagRemove: (name, tags, options) => tagRemove(name, tags, options, io),
      tagReplace: (name, options) => tagReplace(name, options, io),
      tagList: (name, options) => tagList(name, options, io),
      show: (name) => show(name, io),
      check: (names) => printOutcomes(check(names, io), io),
      compile: (names, { output }) => {
        if (output !== undefined) onlyOne(names, '--output');
        return printOutcomes(
          compile(
            names.map((name) => ({ file: name, ...(output !== undefined && { output }) })),
            io,
          ),
          io,
        );
      },
      test: (names) => test(names, io),
      airflowCreate: (names, options) => {
        if (options.name !== undefined) onlyOne(names, '--name');
        return printOutcomes(
          airflowCreate(
            names.map((name) => ({ ...options, file: name })),
            io,
          ),
          io,
        );
      },
    },
    (result) => {
      code = result;
    },
  );

  // With mistakes in the flow its parameters may be unknown: the mistakes are what the user has to hear of.
  if (running && !running.ir && !argv.includes('--help')) return run(running, { maxWorkers: 1, with: [], tag: [] }, io);

  for (const each of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    each
      .exitOverride()
      .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: () => {} })
      .showSuggestionAfterError();
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
    throw usageErrorOf(error, argv);
  }
  return code;
}

function onlyOne(files: readonly string[], option: string): void {
  if (files.length > 1)
    throw new UsageError(
      `${option} is for one flow, not for ${files.length}`,
      `Call it for each flow, or without ${option}.`,
    );
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}
