import { resolveUser, writeLatestRun } from '@mf/datastore';
import { storeFiles } from '../parameters/include-files';
import { formatParameters, passedParametersVariable } from '../parameters/resolve-parameters';
import { runParameters } from '../parameters/run-parameters';
import type { CommonRunOptions } from '../run-options';
import { textVariables } from '../text-variables';
import { triggersVariable } from '../trigger';
import { triggersOfRuns } from '../trigger-runs';
import { executeRun, type RunResult, sayBeginning } from './execute-run';
import { speaker } from './speaker';
import { openRemote, prepareRun } from './run-setting';
import { whileBeating } from './while-beating';

export interface RunOptions extends CommonRunOptions {
  /** Parameters as they were given on the command line, by parameter name. The environment and defaults come after them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Runs, as `Flow/run`, that count as what started this one: see `triggersOfRuns`. */
  readonly triggers?: readonly string[];
  /** Folder of the flow's file, where default paths of included files start. Default: `cwd`. */
  readonly flowFolder?: string;
}

/**
 * Runs a flow on this machine: each attempt of each task is a process, tasks run in parallel where the graph lets them, and
 * all is recorded in the local datastore as Metaflow does.
 *
 * @returns how the run ended; a failed step is a result, not an exception
 * @throws coded errors for what is wrong before the run: parameters, tags, user, datastore, triggers. Nothing is recorded then; what `onRun` throws
 */
export async function runFlow(options: RunOptions): Promise<RunResult> {
  const { bundle, ir, output, parameters: given = {}, triggers = [], flowFolder = '.' } = options;
  const prepared = prepareRun(options);
  const { metadata, datastore, walk, cwd, env } = prepared;
  const say = speaker(output);
  const { values, files } = await runParameters({
    ...{ bundle, ir, given, flowFolder, cwd, env },
    userName: resolveUser(env),
    dsType: datastore.storage.type,
    onLine: (line) => say(line, false),
  });
  const variables =
    triggers.length === 0
      ? {}
      : textVariables(triggersVariable, JSON.stringify(await triggersOfRuns(triggers, datastore)));
  const stored = await storeFiles(values, files, datastore.includedFiles, ir.name);
  sayBeginning(prepared);
  const remote = await openRemote(options, prepared);
  const run = await metadata.newRun();
  return whileBeating(datastore.storage, { flow: ir.name, run }, async (over) => {
    await writeLatestRun(datastore.localTree, ir.name, run);
    await options.onRun?.(run);
    say(`Workflow starting (run-id ${run}):`, false);
    // The first step stores the parameters: only a process with the author's code can tell the flow's constants.
    const parametersTask = await metadata.newTask(run, '_parameters');
    const startEnv = textVariables(passedParametersVariable, formatParameters(stored));
    const setting = { ...prepared, remote, env: { ...env, ...variables }, startEnv, run };
    return executeRun(setting, [walk.start(parametersTask, false)], over);
  });
}
