import type { PodUses, Uses } from './uses';
import { triggersHookLines } from './print-events';
import { quote } from './python/quote';

/** Where Airflow's operator finds what a task hands on, in a pod that has a container for that. */
const toldFile = '/airflow/xcom/return.json';

/** The imports of a DAG file whose steps are pods. The provider has the same names for Airflow 2 and 3. */
export const kubernetesImportLines: readonly string[] = [
  'from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator',
  'from kubernetes.client import models as k8s',
];

/**
 * The task of a step with compute=kubernetes: the image's entry point runs the step, so there are arguments only. A pod has Airflow's
 * container for XComs where the step has something to tell, and there only. The operator's own pace at the start of a pod, five seconds,
 * is longer than most starts. Nothing but the fields named at the end is a template.
 */
export function kubernetesStepLines(uses: Uses, { pods, hasWords }: PodUses): readonly string[] {
  const tells = uses.foreach || uses.switches;
  const hasConditions = uses.chosen || uses.arrived || uses.joined;
  const parameters = [
    'name',
    ...(uses.foreach ? ['index=None', 'item=None'] : []),
    ...(uses.options ? ['options=()'] : []),
    ...(tells ? ['tells=False'] : []),
    ...(hasConditions ? ['when=None'] : []),
    '**kwargs',
  ];
  return [
    `def step(${parameters.join(', ')}):`,
    '    """Runs a step in a pod."""',
    `    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT${hasWords ? ', *WORDS' : ''}${uses.options ? ', *options' : ''}]`,
    ...(tells ? ['    if tells:', `        args += ["--tell", "${toldFile}"]`] : []),
    ...(hasConditions
      ? [
          '    if when:',
          '        check, *given = when',
          '        kwargs["pre_execute"] = lambda context: check(context, *given)',
        ]
      : []),
    ...(uses.events ? triggersHookLines : []),
    ...(uses.foreach
      ? [
          '    if index is not None:',
          '        args += ["--index", index]',
          '        kwargs["map_index_template"] = "{{ task.metaflow_item }}"',
          '        kwargs["max_active_tis_per_dagrun"] = MAX_WORKERS',
        ]
      : []),
    `    ${uses.foreach ? 'task =' : 'return'} pod_task(name, args, do_xcom_push=${tells ? 'tells' : 'False'}, **kwargs)`,
    ...(uses.foreach
      ? [
          '    task.metaflow_item = item',
          '    task.template_fields = (*task.template_fields, "metaflow_item")',
          '    return task',
        ]
      : []),
    '',
    '',
    'def pod_task(name, args, pod=POD, image=IMAGE, **kwargs):',
    '    task = KubernetesPodOperator(',
    '        task_id=name,',
    ...(pods.connection === undefined ? [] : [`        kubernetes_conn_id=${quote(pods.connection)},`]),
    '        image=image,',
    '        arguments=args,',
    '        env_vars=[k8s.V1EnvVar(name=key, value=value) for key, value in ENV.items()],',
    '        annotations={"metaflow/step_name": name, "metaflow/run_id": RUN_ID},',
    '        pod_template_dict=pod,',
    ...(pods.deferrable ? ['        deferrable=True,'] : []),
    ...(pods.secretConnections ? ['        callbacks=Connections,'] : []),
    '        startup_check_interval_seconds=1,',
    '        startup_timeout_seconds=3600,',
    '        on_finish_action="delete_pod",',
    '        **kwargs,',
    '    )',
    '    # For the Rendered Template page. Nothing else is a template.',
    '    task.metaflow_run_id = RUN_ID',
    '    task.template_fields = ("arguments", "env_vars", "annotations", "metaflow_run_id")',
    '    return task',
  ];
}

/** What every pod is told that only a run knows. */
export const runVariablesLine = 'ENV = {"AIRFLOW_CTX_DAG_RUN_ID": "{{ run_id }}"}';

/**
 * Kubernetes puts variables for `$(NAME)`, which JSON can write in another way. Linux takes at most 128 KB in a variable. `dumps`
 * escapes, so that characters are bytes.
 */
export const kubernetesPassOnLines: readonly string[] = [
  'def pass_on(context, variable, value):',
  '    """Passes a value to a step as JSON, in pieces that fit into a variable."""',
  '    text, size = json.dumps(value).replace("$", "\\\\u0024"), 100_000',
  '    for at in range(0, len(text), size):',
  '        piece = k8s.V1EnvVar(name=f"{variable}_{at // size}", value=text[at : at + size])',
  '        context["task"].env_vars.append(piece)',
];
