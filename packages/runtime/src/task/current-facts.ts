import type { FlowClass, TaskCards, TaskFacts } from '@mf/flow/internal';
import { taskPathspec } from '@mf/datastore';
import { clientRun, clientTask } from '../client/client-objects';
import { currentTrigger } from '../trigger';
import type { TaskContext } from './task-context';
import type { TaskRequest } from './task-request';

/** What `current` says while a task runs. Parameters and the graph are looked up when they are asked for. */
export function currentFacts(
  { ir, user, namespace, tempdir, project, triggers, clientDatastore }: TaskContext,
  { run, step, task, retryCount, originRun, tags }: TaskRequest,
  flow: InstanceType<FlowClass>,
  graph: () => Record<string, unknown>,
  card: TaskCards,
): TaskFacts {
  const pathspec = taskPathspec({ flow: ir.name, run, step, task });
  return {
    flowName: ir.name,
    runId: run,
    stepName: step,
    taskId: task,
    retryCount,
    originRunId: originRun,
    pathspec,
    namespace,
    username: user,
    tags: new Set(tags),
    get parameters() {
      const fields = flow as unknown as Readonly<Record<string, unknown>>;
      return Object.fromEntries(ir.parameters.map(({ property }) => [property, fields[property]]));
    },
    get graph() {
      return graph();
    },
    tempdir,
    projectName: project?.name ?? null,
    branchName: project?.branch ?? null,
    projectFlowName: project?.flowName ?? null,
    isUserBranch: project?.isUserBranch ?? false,
    isProduction: project?.isProduction ?? false,
    card,
    trigger: currentTrigger(triggers, clientDatastore),
    get run() {
      return clientRun(`${ir.name}/${run}`, clientDatastore);
    },
    get task() {
      return clientTask(pathspec, clientDatastore);
    },
  };
}
