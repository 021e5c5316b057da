import { type Datastore, localDatastore, openLocalDatastore, resolveIdentity, resolveUser } from '@mf/datastore';
import { parseIndexStack } from '../identity';
import { parseInputPaths } from '../graph/input-paths';
import { readParametersVariable } from '../parameters/resolve-parameters';
import { systemTags } from '../system-tags';
import { runTask } from '../task/run-task';
import { describeFailure } from '../task/task-failure';
import { describePlace } from '../task/task-place';
import { StepCommandError } from '../task/errors';
import { saveParameters } from '../task/save-parameters';
import type { Program } from './program';
import type { StepArguments } from './step-arguments';

/** What a task runs with: the environment of its process. */
type Environment = NodeJS.ProcessEnv;

/**
 * Runs one attempt of a task in this process: `step NAME --run-id R --task-id T --input-paths P`, as our own scheduler and the
 * supervisor of an external one start it.
 *
 * @returns whether the step went well; what went wrong has been printed
 */
export async function runStep(program: Program, args: StepArguments, env: Environment): Promise<boolean> {
  const { step, run, task, attempt, retryCount, inputPaths: paths, index, originRun, tags } = args;
  if (task === undefined || paths === undefined)
    throw new StepCommandError('step: --task-id needs --input-paths, and the other way round');
  const ir = program.ir();
  const datastore: Datastore =
    args.datastoreRoot === undefined ? openLocalDatastore({ env, create: true }) : localDatastore(args.datastoreRoot);
  const user = resolveUser(env);
  const runTags = systemTags(env);
  const metadata = datastore.metadata.writer(ir.name, { user, tags, systemTags: runTags });
  const flow = datastore.flow(ir.name);
  const inputPaths = parseInputPaths(paths);
  const [first = ''] = inputPaths;
  const [inputRun, inputStep, inputTask] = first.split('/');
  const prepare = async (): Promise<void> => {
    if (inputStep !== '_parameters' || inputRun !== run || inputTask === undefined) return;
    await ensureParameters(program, flow, metadata, { run, task: inputTask }, env);
  };
  return runTask(
    {
      flowClass: program.flowClass,
      ir,
      datastore: flow,
      metadata,
      user,
      namespace: resolveIdentity(env),
      systemTags: runTags,
      extraMetadata: schedulerMetadata(env),
      onFailure: (error, place) => process.stderr.write(`${describePlace(place)} failed:\n${describeFailure(error)}\n`),
    },
    {
      run,
      step,
      task,
      attempt,
      retryCount,
      inputPaths,
      indexStack: parseIndexStack(index),
      originRun: originRun ?? null,
      tags,
    },
    prepare,
  );
}

/** The first task of a run stores what the whole run shares, unless an earlier attempt or a resume has done so. */
async function ensureParameters(
  program: Program,
  flow: ReturnType<Datastore['flow']>,
  metadata: Parameters<typeof saveParameters>[1],
  place: { readonly run: string; readonly task: string },
  env: Environment,
): Promise<void> {
  const isThere = await flow.storage.exists(`${flow.flow}/${place.run}/_parameters/${place.task}/0.DONE.lock`);
  if (isThere) return;
  const ir = program.ir();
  await saveParameters(
    flow,
    metadata,
    program.flowClass,
    ir,
    place,
    readParametersVariable(ir, env['METAFLOW_PARAMETERS']),
  );
}

/** What a scheduler says of itself in the environment, with Metaflow's names for it. */
function schedulerMetadata(env: Environment): Record<string, string> {
  const dagRun = env['AIRFLOW_CTX_DAG_RUN_ID'];
  return dagRun === undefined ? {} : { 'airflow-dag-run-id': dagRun };
}
