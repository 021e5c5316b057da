import { call, type Expression, positional, string } from './python/expression';

/** The imports of a DAG file: one place for Airflow 2.11 and 3, and only what the file uses. */
export function importLines(uses: { readonly parameters: boolean; readonly timedelta: boolean }): readonly string[] {
  return [
    'import hashlib',
    ...(uses.timedelta ? ['from datetime import timedelta'] : []),
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

/** A text that every task gets in a variable. A macro, so that Airflow does not render what is in it. */
export interface TaskMacro {
  /** Its name in the file, and in Jinja. */
  readonly macro: string;
  readonly variable: string;
  /** Option of the step command that takes the variable; without one the variable is all. */
  readonly option?: string;
  readonly value: string;
}

/**
 * The task of a step with compute=process. Airflow's defaults that would be wrong for a step are set: it takes exit code 99 for "skipped",
 * starts with an empty environment where `env` is given, and keeps the last line of output as an XCom.
 *
 * A function, not a subclass: to make a class of operators takes Airflow as long as to make two tasks, in each parse of each file.
 */
export function stepLines(uses: {
  readonly options: boolean;
  /** What every task gets from a macro of the DAG. */
  readonly macros: readonly TaskMacro[];
}): readonly string[] {
  const options = uses.macros.flatMap(({ option, variable }) =>
    option === undefined ? [] : [` --${option} "$${variable}"`],
  );
  return [
    `def step(name, ${uses.options ? 'options="", ' : ''}env=None, **kwargs):`,
    '    """Runs a step of the flow as a Node process on the worker."""',
    '    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"',
    ...options.map((option) => `    run += '${option}'`),
    '    task = BashOperator(',
    '        task_id=name,',
    `        bash_command=f'exec node "$MF_BUNDLE" step {name} {run}${uses.options ? '{options}' : ''}',`,
    ...(uses.macros.length > 0
      ? [
          '        env={',
          '            "MF_BUNDLE": BUNDLE,',
          ...uses.macros.map(({ variable, macro }) => `            "${variable}": "{{ ${macro} }}",`),
          '            "METAFLOW_RUNTIME_NAME": "airflow",',
          '            **(env or {}),',
          '        },',
        ]
      : ['        env={"MF_BUNDLE": BUNDLE, "METAFLOW_RUNTIME_NAME": "airflow", **(env or {})},']),
    '        append_env=True,',
    '        do_xcom_push=False,',
    '        skip_on_exit_code=None,',
    '        **kwargs,',
    '    )',
    '    # A field of its own on the Rendered Template page.',
    '    task.metaflow_run_id = RUN_ID',
    '    task.template_fields = (*task.template_fields, "metaflow_run_id")',
    '    return task',
  ];
}
