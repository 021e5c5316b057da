import { call, type Expression, positional, string } from './python/expression';

/** The imports of a DAG file: one place for Airflow 2.11 and 3, and only what the file uses. */
export function importLines(uses: { readonly parameters: boolean; readonly retries: boolean }): readonly string[] {
  return [
    'import hashlib',
    ...(uses.retries ? ['from datetime import timedelta'] : []),
    'from pathlib import Path',
    '',
    'import pendulum',
    '',
    'try:',
    '    from airflow.providers.standard.operators.bash import BashOperator',
    `    from airflow.sdk import ${uses.parameters ? 'DAG, Param' : 'DAG'}`,
    'except ImportError:  # Airflow 2',
    '    from airflow import DAG',
    ...(uses.parameters ? ['    from airflow.models.param import Param'] : []),
    '    from airflow.operators.bash import BashOperator',
  ];
}

/** The path of the bundle: in the folder of the DAG file, wherever that is on each machine. */
export function bundlePath(file: string): Expression {
  return call('str', [positional(call('Path(__file__).with_name', [positional(string(file))]))]);
}

/** Metaflow's own formula, so that a run has the same id as if Metaflow had compiled the flow (facts: plugins/airflow). */
export const constantLines: readonly string[] = [
  'RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"',
  'ATTEMPT = "{{ ti.try_number - 1 }}"',
];

export const runIdLines: readonly string[] = [
  'def metaflow_run_id(run_id, dag_id):',
  '    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()',
  '    return f"airflow-{digest[:12]}"',
];

/**
 * The operator of compute=process. Airflow's defaults that would be wrong for a step are set: it takes exit code 99 for "skipped",
 * starts with an empty environment where `env` is given, and keeps the last line of output as an XCom.
 */
export function operatorLines(uses: { readonly options: boolean }): readonly string[] {
  return [
    'class StepOperator(BashOperator):',
    '    """Runs a step of the flow as a Node process on the worker."""',
    '',
    '    template_fields = (*BashOperator.template_fields, "metaflow_run_id")',
    '',
    `    def __init__(self, task_id, ${uses.options ? 'options="", ' : ''}env=None, **kwargs):`,
    '        run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"',
    '        super().__init__(',
    '            task_id=task_id,',
    `            bash_command=f'exec node "$MF_BUNDLE" step {task_id} {run}${uses.options ? '{options}' : ''}',`,
    '            env={"MF_BUNDLE": BUNDLE, "METAFLOW_RUNTIME_NAME": "airflow", **(env or {})},',
    '            append_env=True,',
    '            do_xcom_push=False,',
    '            skip_on_exit_code=None,',
    '            **kwargs,',
    '        )',
    '        self.metaflow_run_id = RUN_ID',
  ];
}
