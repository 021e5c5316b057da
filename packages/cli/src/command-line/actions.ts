import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { printOutcomes } from '../report/flow-outcome';
import type { LoadedFlow } from '../load-flows';
import { withMetadata } from '../options/metadata-option';
import type { Actions } from './program';
import { UsageError } from '../options/usage-error';

/* eslint-disable @typescript-eslint/no-require-imports -- Each command is loaded when it is called, so that to start `mf` costs no
   more than what it is asked for; and by `require`, because `import()` starts Node's other loader for that. */
export const commands = {
  loadFlows: () => require('../load-flows') as typeof import('../load-flows'),
  airflowCreate: () => require('../commands/airflow-create') as typeof import('../commands/airflow-create'),
  airflowChanges: () => require('../commands/airflow-changes') as typeof import('../commands/airflow-changes'),
  airflowDelete: () => require('../commands/airflow-delete') as typeof import('../commands/airflow-delete'),
  airflowDeploy: () => require('../commands/airflow-deploy') as typeof import('../commands/airflow-deploy'),
  airflowLogs: () => require('../commands/airflow-logs') as typeof import('../commands/airflow-logs'),
  airflowRuns: () => require('../commands/airflow-runs') as typeof import('../commands/airflow-runs'),
  airflowTrigger: () => require('../commands/airflow-trigger') as typeof import('../commands/airflow-trigger'),
  card: () => require('../commands/card') as typeof import('../commands/card'),
  check: () => require('../commands/check') as typeof import('../commands/check'),
  compile: () => require('../commands/compile') as typeof import('../commands/compile'),
  deploy: () => require('../commands/deploy') as typeof import('../commands/deploy'),
  deployments: () => require('../commands/deployments') as typeof import('../commands/deployments'),
  dump: () => require('../commands/dump') as typeof import('../commands/dump'),
  image: () => require('../commands/image') as typeof import('../commands/image'),
  kubernetes: () => require('../commands/kubernetes') as typeof import('../commands/kubernetes'),
  list: () => require('../commands/list') as typeof import('../commands/list'),
  logs: () => require('../commands/logs') as typeof import('../commands/logs'),
  metadataPull: () => require('../commands/metadata-pull') as typeof import('../commands/metadata-pull'),
  resume: () => require('../commands/resume') as typeof import('../commands/resume'),
  rollback: () => require('../commands/rollback') as typeof import('../commands/rollback'),
  run: () => require('../commands/run') as typeof import('../commands/run'),
  show: () => require('../commands/show') as typeof import('../commands/show'),
  tag: () => require('../commands/tag') as typeof import('../commands/tag'),
  test: () => require('../commands/test') as typeof import('../commands/test'),
  undeploy: () => require('../commands/undeploy') as typeof import('../commands/undeploy'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** Reads, bundles and describes one flow. */
export async function loadFlow(file: string, io: CommandIo, configs: ConfigOptions): Promise<LoadedFlow> {
  return (await commands.loadFlows().loadFlows([file], io, configs))[0]!;
}

/** What the words of a command line lead to. `started` is the flow that `mf run` or `mf airflow trigger` has read already. */
export function actions(io: CommandIo, started: LoadedFlow | undefined, configs: ConfigOptions): Actions {
  return {
    run: async (name, options) => {
      return commands.run().run(flowAt(name, started, 'run'), options, withMetadata(io, options));
    },
    resume: async (name, step, options) => {
      return commands.resume().resume(name, step, options, withMetadata(io, options));
    },
    list: async (name, options) => commands.list().list(name, options, withMetadata(io, options)),
    logs: async (name, task, options) => commands.logs().logs(name, task, options, withMetadata(io, options)),
    dump: async (name, task, options) => commands.dump().dump(name, task, options, withMetadata(io, options)),
    cardList: async (name, task, options) => commands.card().cardList(name, task, options, withMetadata(io, options)),
    cardGet: async (name, task, options) => commands.card().cardGet(name, task, options, withMetadata(io, options)),
    cardServer: async (name, options) => commands.card().cardServer(name, options, withMetadata(io, options)),
    cardView: async (name, task, options) => commands.card().cardView(name, task, options, withMetadata(io, options)),
    tagAdd: async (name, tags, options) => commands.tag().tagAdd(name, tags, options, withMetadata(io, options)),
    tagRemove: async (name, tags, options) => commands.tag().tagRemove(name, tags, options, withMetadata(io, options)),
    tagReplace: async (name, options) => commands.tag().tagReplace(name, options, withMetadata(io, options)),
    metadataPull: async (name, runs, options) => commands.metadataPull().metadataPull(name, runs, options, io),
    tagList: async (name, options) => commands.tag().tagList(name, options, withMetadata(io, options)),
    show: async (name, options) => commands.show().show(name, options, io, configs),
    check: async (names, options) => {
      const requests = names.map((file) => ({ file, namesakes: names }));
      return printOutcomes(commands.check().check(requests, options, io, configs), io);
    },
    compile: async (names, { output }) => {
      if (output !== undefined) onlyOne(names, '--output');
      const requests = names.map((name) => ({ file: name, ...(output !== undefined && { output }) }));
      return printOutcomes(commands.compile().compile(requests, io, configs), io);
    },
    image: async (names, options) => {
      if (options.output !== undefined) onlyOne(names, '--output');
      const requests = names.map((name) => ({ ...options, file: name }));
      return printOutcomes(commands.image().image(requests, io, configs), io);
    },
    test: async (names) => commands.test().test(names, io),
    airflowCreate: async (names, options) => {
      if (options.name !== undefined) onlyOne(names, '--name');
      const requests = names.map((name) => ({ ...options, file: name }));
      return printOutcomes(commands.airflowCreate().airflowCreate(requests, io, configs), io);
    },
    airflowDeploy: async (name, options) => commands.airflowDeploy().airflowDeploy(name, options, io, configs),
    airflowTrigger: async (name, options) =>
      commands.airflowTrigger().airflowTrigger(flowAt(name, started, 'airflow trigger'), options, io),
    airflowListRuns: async (name, options) => commands.airflowRuns().airflowListRuns(name, options, io, configs),
    airflowStatus: async (name, run, options) => commands.airflowRuns().airflowStatus(name, run, options, io, configs),
    airflowLogs: async (name, run, step, options) =>
      commands.airflowLogs().airflowLogs(name, run, step, options, io, configs),
    airflowTerminate: async (name, run, options) =>
      commands.airflowChanges().airflowTerminate(name, run, options, io, configs),
    airflowSuspend: async (name, suspended, options) =>
      commands.airflowChanges().airflowSuspend(name, suspended, options, io, configs),
    airflowDelete: async (name, options) => commands.airflowDelete().airflowDelete(name, options, io, configs),
    kubernetesList: async (name, options) => commands.kubernetes().kubernetesList(name, options, io),
    kubernetesKill: async (name, options) => commands.kubernetes().kubernetesKill(name, options, io),
    deploy: async (files, options) => commands.deploy().deploy({ ...options, files }, io, configs),
    deployments: async (options) => commands.deployments().deployments(options, io),
    undeploy: async (dags, options) => commands.undeploy().undeploy(dags, options, io),
    rollback: async (dags, options) => commands.rollback().rollback(dags, options, io),
  };
}

/** The flow that was read before the rest of the command line could be understood. */
function flowAt(name: string, started: LoadedFlow | undefined, command: string): LoadedFlow {
  if (started?.file === name) return started;
  throw new UsageError(
    `'${name}' is not where the flow's file stands`,
    `Name the file first: mf ${command} FILE --alpha 0.5`,
  );
}

function onlyOne(files: readonly string[], option: string): void {
  if (files.length > 1)
    throw new UsageError(
      `${option} is for one flow, not for ${files.length}`,
      `Call it for each flow, or without ${option}.`,
    );
}
