import { Option } from 'commander';
import { metadataOption } from './metadata-option';
import { collect, positiveInteger } from './option-values';

export const withOption = () =>
  new Option('--with <decorator>', "add a decorator to every step that has none of its kind, e.g. 'retry:times=3'")
    .argParser(collect)
    .default([], 'none');
export const maxWorkersOption = (help: string, value: number) =>
  new Option('--max-workers <n>', help).argParser(positiveInteger).default(value);

/** Of a flow with `@project`. */
export const projectOptions = () => [
  new Option('--branch <name>', 'branch of @project, e.g. an experiment; your own when not given'),
  new Option('--production', 'production branch of @project'),
];
/**
 * For the help alone: `takeConfigs` has taken them out before. Each takes two words, which commander cannot say.
 */
/** Configs that a flow is read with. */
export const configOptions = () => namedConfigs('');

/** The same for a command about a deployed flow, whose runs have other ones. */
export const readingConfigOptions = () =>
  namedConfigs(', only to read its file: runs have the configs of the deployment');

const namedConfigs = (purpose: string) =>
  [
    ['config', 'path', `read a config of the flow from this file${purpose}; may be repeated`],
    ['config-value', 'value', `give a config of the flow as text, e.g. JSON${purpose}; may be repeated`],
  ].map(([name, value, help]) => {
    const option = new Option(`--${name} <value>`, help);
    option.flags = `--${name} <name> <${value}>`;
    return option;
  });

export const taskNamespaceOption = () =>
  new Option('--namespace <tag>', 'namespace of the client in steps; yours when not given, none when empty');

export const namespaceOption = () =>
  new Option('--namespace <tag>', 'whose runs, e.g. user:ada; yours when not given, those of everybody when empty');

export const selectionNamespaceOption = () =>
  new Option(
    '--namespace <tag>',
    "what the run must be in, e.g. user:ada; when not given, a named run can be anybody's, and the latest is yours",
  );

/** What `run` and `resume` both take, with Metaflow's defaults. */
export function commonOptions(): Option[] {
  return [
    maxWorkersOption('tasks that run at the same time', 16),
    new Option('--max-num-splits <n>', 'items that a foreach may have').argParser(positiveInteger).default(100),
    new Option('--max-log-size <n>', 'megabytes of output that are stored of a task, of each stream')
      .argParser(positiveInteger)
      .default(10),
    new Option(
      '--isolation <what>',
      'what no task shares with another: its process, or only the state of its modules (faster)',
    )
      .choices(['process', 'module'])
      .default('process'),
    new Option('--datastore <kind>', 'where data goes; METAFLOW_DEFAULT_DATASTORE, else local, when not given').choices(
      ['local', 's3'],
    ),
    withOption(),
    metadataOption(),
    new Option('--tag <tag>', 'tag the run; may be repeated').argParser(collect).default([], 'none'),
    taskNamespaceOption(),
    new Option('--quiet', 'print what tasks print, and what goes wrong, alone'),
    new Option('--run-id-file <path>', 'write the id of the run to this file as soon as it is known'),
  ];
}
