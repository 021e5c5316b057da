import { resolveUser, writeLatestRun } from '@mf/datastore';
import { computedDefaults } from '../parameters/computed-defaults';
import { type ParameterValues, resolveParameters } from '../parameters/resolve-parameters';
import type { CommonRunOptions } from '../run-options';
import { executeRun, type RunResult, sayProject, speaker } from './execute-run';
import { prepareRun } from './run-setting';

export interface RunOptions extends CommonRunOptions {
  /** Parameters as they were given on the command line, by parameter name. The environment and defaults come after them. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Runs a flow on this machine: each attempt of each task is a process, tasks run in parallel where the graph lets them, and
 * all is recorded in the local datastore as Metaflow does.
 *
 * @returns how the run ended; a failed step is a result, not an exception
 * @throws coded errors for what is wrong before the run: parameters, tags, user, datastore. Nothing is recorded then; what `onRun` throws
 */
export async function runFlow(options: RunOptions): Promise<RunResult> {
  const { ir, output } = options;
  const values = await allParameters(options);
  const prepared = prepareRun(options, null, { METAFLOW_PARAMETERS: JSON.stringify(values) });
  const { metadata, datastore, walk } = prepared;
  sayProject(prepared);
  const run = await metadata.newRun();
  await writeLatestRun(datastore.localTree, ir.name, run);
  await options.onRun?.(run);
  speaker(output)(`Workflow starting (run-id ${run}):`, false);
  // The first step stores the parameters: only a process with the author's code can tell the flow's constants.
  const parametersTask = await metadata.newTask(run, '_parameters');
  return executeRun({ ...prepared, run }, [walk.start(parametersTask, false)]);
}

async function allParameters({
  bundle,
  ir,
  parameters = {},
  cwd,
  env = process.env,
}: RunOptions): Promise<ParameterValues> {
  const known = resolveParameters(ir, parameters, env);
  const names = ir.parameters.flatMap(({ name }) => (name in known ? [] : [name]));
  const where = { names, env, ...(cwd !== undefined && { cwd }) };
  return { ...known, ...(await computedDefaults(bundle, ir, resolveUser(env), where)) };
}
