import { hasForeach, type Plan, type TaskResources } from '@mf/ir';
import type { ContainerOperator } from './container-operator';
import type { DockerDeployment } from './deployment';
import { dateOfAirflow2Entries, mostItemsEntries } from './print-items';
import { passOnLines } from './print-pass-on';
import { connectionsStatement, connectionVariablesLines } from './print-secret-connections';
import { timeoutArguments } from './print-timeout';
import { type Argument, dict, jsonExpression, keyword, list, string } from './python/expression';
import { quote } from './python/quote';
import type { TaskMacro } from './task-macro';

/** In the file system of the container, which is there until the operator has read it. */
const toldFile = '/tmp/mf-told.json';

/** What a container gets from the environment of the worker, where it has it: no file holds a secret. */
const credentials = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'METAFLOW_SERVICE_AUTH_KEY',
  'METAFLOW_SERVICE_HEADERS',
];

/** Tasks as containers of Docker, for compute=docker. */
export function dockerOperator(
  plan: Plan,
  tags: readonly string[],
  macros: readonly TaskMacro[],
  deployment: DockerDeployment,
): ContainerOperator {
  const given = macros.filter(({ option }) => option !== undefined);
  const told = macros.filter(({ option }) => option === undefined);
  const words = [
    ...tags.flatMap((_tag, index) => ['--tag', `{{ tags[${index}] }}`]),
    ...given.flatMap(({ option, macro }) => [`--${option}`, `{{ ${macro} }}`]),
  ];
  const variables = {
    ...deployment.variables,
    ...Object.fromEntries(told.map(({ variable, value }) => [variable, value])),
    METAFLOW_RUNTIME_NAME: 'airflow',
  };
  return {
    libraryImports: (tells) => ['import os', ...(tells ? ['from types import SimpleNamespace'] : [])],
    // The provider has the same name for Airflow 2 and 3.
    imports: ['from airflow.providers.docker.operators.docker import DockerOperator'],
    statements: [
      { kind: 'assign', name: 'IMAGE', value: string(deployment.image) },
      ...given.map(({ macro, value }) => ({ kind: 'assign' as const, name: macro, value: string(value) })),
      ...(words.length > 0 ? [{ kind: 'assign' as const, name: 'WORDS', value: list(words.map(string)) }] : []),
      {
        kind: 'assign',
        name: 'ENV',
        value: dict([
          ...Object.entries(variables).map(([key, value]) => [string(key), jsonExpression(value)] as const),
          ...mostItemsEntries(hasForeach(plan)),
        ]),
      },
      // What every container is told that only a run knows.
      {
        kind: 'assign',
        name: 'RUN_ENV',
        value: dict([
          [string('AIRFLOW_CTX_DAG_RUN_ID'), string('{{ run_id }}')],
          ...dateOfAirflow2Entries(hasForeach(plan)),
        ]),
      },
      ...(deployment.secretConnections ? [connectionsStatement(deployment.secretConnections)] : []),
      { kind: 'assign', name: 'CREDENTIALS', value: list(credentials.map(string)) },
    ],
    hasWords: words.length > 0,
    macros: given,
    rendersTags: true,
    taskFunction: 'docker_task',
    argumentsField: 'command',
    toldFile,
    readsTold: true,
    connectionLines: deployment.secretConnections ? connectionVariablesLines('the machine of the worker a role') : [],
    limitsTime: true,
    taskLines: (tells) => taskLines(tells, deployment),
    passOnLines: passOnLines('environment'),
    taskArguments: (task) => [...resourceArguments(task.resources ?? {}), ...timeoutArguments(task)],
  };
}

/**
 * What users have written and what is secret goes in `private_environment`, which Airflow neither renders nor shows. The operator would
 * unpickle what a task hands on, so that a container could say what code runs on the worker: it is given a reader of JSON in place of
 * `pickle`. Nothing but the fields named at the end is a template.
 */
function taskLines(tells: boolean, { network, connection, secretConnections }: DockerDeployment): readonly string[] {
  return [
    `def docker_task(name, args${tells ? ', tells=False' : ''}, **kwargs):`,
    '    secrets = {key: os.environ[key] for key in CREDENTIALS if key in os.environ}',
    ...(secretConnections ? connectionHookLines : []),
    '    task = DockerOperator(',
    '        task_id=name,',
    ...(connection === undefined ? [] : [`        docker_conn_id=${quote(connection)},`]),
    '        image=IMAGE,',
    '        command=args,',
    '        environment=RUN_ENV,',
    `        private_environment=${secretConnections ? 'ENV' : '{**ENV, **secrets}'},`,
    '        labels={"metaflow/step_name": name, "metaflow/run_id": RUN_ID},',
    ...(network === undefined ? [] : [`        network_mode=${quote(network)},`]),
    '        mount_tmp_dir=False,',
    '        auto_remove="force",',
    ...(tells
      ? ['        do_xcom_push=tells,', '        retrieve_output=tells,', `        retrieve_output_path="${toldFile}",`]
      : ['        do_xcom_push=False,']),
    ...(secretConnections ? ['        pre_execute=prepare,'] : []),
    '        **kwargs,',
    '    )',
    ...(tells
      ? [
          '    if tells:  # Not with pickle: a container must not say what code runs here.',
          '        task.pickling_library = SimpleNamespace(load=json.load)',
        ]
      : []),
    '    # Nothing else is a template.',
    '    task.metaflow_run_id = RUN_ID',
    '    task.template_fields = ("command", "environment", "labels", "metaflow_run_id")',
    '    return task',
  ];
}

/** Airflow has stored the fields that it shows before it calls this. Connections count more than what the worker has. */
const connectionHookLines: readonly string[] = [
  '    hook = kwargs.pop("pre_execute", None)',
  '',
  '    def prepare(context):',
  '        if hook:',
  '            hook(context)',
  '        context["task"].environment.update(secrets)',
  '        for name, conn_id in CONNECTIONS.items():',
  '            values = variables(name, BaseHook.get_connection(conn_id))',
  '            context["task"].environment.update(values)',
  '',
];

/** What `@resources` says, as far as Docker knows it: memory is a limit, CPUs are a weight. */
function resourceArguments({ cpu, memory, gpu, sharedMemory }: TaskResources): Argument[] {
  return [
    ...(cpu === undefined ? [] : [keyword('cpus', jsonExpression(cpu))]),
    ...(memory === undefined ? [] : [keyword('mem_limit', string(`${Math.ceil(memory)}m`))]),
    ...(gpu ? [keyword('device_requests', jsonExpression([{ count: gpu, capabilities: [['gpu']] }]))] : []),
    ...(sharedMemory === undefined ? [] : [keyword('shm_size', jsonExpression(sharedMemory * 1024 * 1024))]),
  ];
}
