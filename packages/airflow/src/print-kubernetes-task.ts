import { hasForeach, type Plan, type PlannedTask } from '@mf/ir';
import type { ContainerOperator } from './container-operator';
import type { Deployment, PodDeployment } from './deployment';
import { dateOfAirflow2Entries, mostItemsEntries } from './print-items';
import { podWords, type PrintedPods, printPods } from './print-kubernetes-pods';
import {
  connectionSecret,
  connectionsStatement,
  connectionVariablesLines,
  secretConnectionImports,
  secretConnectionLines,
} from './print-secret-connections';
import { timeoutMarginSeconds } from './print-timeout';
import { type Argument, dict, jsonExpression, keyword, list, string } from './python/expression';
import { quote } from './python/quote';
import type { TaskMacro } from './task-macro';

const serviceAccount = 'pods a role by their service account (METAFLOW_KUBERNETES_SERVICE_ACCOUNT)';

/** Tasks as pods, for compute=kubernetes. */
export function kubernetesOperator(
  plan: Plan,
  { dagId, tags }: Pick<Deployment, 'dagId' | 'tags'>,
  macros: readonly TaskMacro[],
  deployment: PodDeployment,
): ContainerOperator {
  const { variables: told, args } = podWords(tags, macros);
  const variables = { ...deployment.variables, ...told, METAFLOW_RUNTIME_NAME: 'airflow' };
  const { secretConnections } = deployment;
  const secret = secretConnections && connectionSecret(dagId);
  const pods = printPods(plan, variables, deployment.images, secret);
  return {
    libraryImports: () => (secret === undefined ? [] : ['import base64']),
    // The provider has the same names for Airflow 2 and 3.
    imports: [
      ...(secret === undefined ? [] : [secretConnectionImports.provider]),
      'from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator',
      'from kubernetes.client import models as k8s',
      ...(secret === undefined ? [] : [secretConnectionImports.client]),
    ],
    statements: [
      { kind: 'assign', name: 'IMAGE', value: string(deployment.image) },
      // What every pod is told that only a run knows.
      {
        kind: 'assign',
        name: 'ENV',
        value: dict([
          [string('AIRFLOW_CTX_DAG_RUN_ID'), string('{{ run_id }}')],
          ...dateOfAirflow2Entries(hasForeach(plan)),
          ...mostItemsEntries(hasForeach(plan)),
        ]),
      },
      ...(args.length > 0 ? [{ kind: 'assign' as const, name: 'WORDS', value: list(args.map(string)) }] : []),
      ...(secret === undefined ? [] : [{ kind: 'assign' as const, name: 'SECRET', value: string(secret) }]),
      ...(secretConnections ? [connectionsStatement(secretConnections)] : []),
      ...pods.statements,
    ],
    hasWords: args.length > 0,
    macros: [],
    rendersTags: false,
    taskFunction: 'pod_task',
    argumentsField: 'arguments',
    // Where the operator finds it, in a pod that has a container for that.
    toldFile: '/airflow/xcom/return.json',
    readsTold: false,
    connectionLines: secretConnections
      ? [...secretConnectionLines, '', '', ...connectionVariablesLines(serviceAccount)]
      : [],
    limitsTime: false,
    taskLines: (tells) => taskLines(tells, deployment),
    passOnLines,
    taskArguments: (task) => podArguments(task, pods),
  };
}

/**
 * A pod has Airflow's container for XComs where the step has something to tell, and there only. The operator's own pace at the start of a
 * pod, five seconds, is longer than most starts. Nothing but the fields named at the end is a template.
 */
function taskLines(tells: boolean, { connection, deferrable, secretConnections }: PodDeployment): readonly string[] {
  return [
    `def pod_task(name, args, pod=POD, image=IMAGE${tells ? ', tells=False' : ''}, **kwargs):`,
    '    task = KubernetesPodOperator(',
    '        task_id=name,',
    ...(connection === undefined ? [] : [`        kubernetes_conn_id=${quote(connection)},`]),
    '        image=image,',
    '        arguments=args,',
    '        env_vars=[k8s.V1EnvVar(name=key, value=value) for key, value in ENV.items()],',
    '        annotations={"metaflow/step_name": name, "metaflow/run_id": RUN_ID},',
    '        pod_template_dict=pod,',
    `        do_xcom_push=${tells ? 'tells' : 'False'},`,
    ...(deferrable ? ['        deferrable=True,'] : []),
    ...(secretConnections ? ['        callbacks=Connections,'] : []),
    '        startup_check_interval_seconds=1,',
    '        startup_timeout_seconds=3600,',
    '        on_finish_action="delete_pod",',
    '        **kwargs,',
    '    )',
    '    # Nothing else is a template.',
    '    task.metaflow_run_id = RUN_ID',
    '    task.template_fields = ("arguments", "env_vars", "annotations", "metaflow_run_id")',
    '    return task',
  ];
}

/**
 * Kubernetes puts variables for `$(NAME)`, which JSON can write in another way. Linux takes at most 128 KB in a variable. `dumps`
 * escapes, so that characters are bytes.
 */
const passOnLines: readonly string[] = [
  'def pass_on(context, variable, value):',
  '    """Passes a value to a step as JSON, in pieces that fit into a variable."""',
  '    text, size = json.dumps(value).replace("$", "\\\\u0024"), 100_000',
  '    for at in range(0, len(text), size):',
  '        piece = k8s.V1EnvVar(name=f"{variable}_{at // size}", value=text[at : at + size])',
  '        context["task"].env_vars.append(piece)',
];

/** A pod that is not that of the others; and how long it may run, so that Kubernetes ends what cannot keep its time itself. */
function podArguments(task: PlannedTask, pods: PrintedPods): Argument[] {
  const { timeoutSeconds } = task;
  const [pod, image] = [pods.pod(task), pods.image(task)];
  return [
    ...(pod ? [keyword('pod', pod)] : []),
    ...(image === undefined ? [] : [keyword('image', string(image))]),
    ...(timeoutSeconds === undefined
      ? []
      : [keyword('active_deadline_seconds', jsonExpression(timeoutSeconds + timeoutMarginSeconds))]),
  ];
}
