# Airflow DAG of the flow SketchFlow, for Airflow 2.11 and 3.
# Source: apps/sketch/src/sketch.flow.ts
# Made by `mf airflow create`. To change it, change the source and create it again.
import hashlib
from pathlib import Path

import pendulum

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.operators.bash import BashOperator

BUNDLE = str(Path(__file__).with_name("sketch-flow-0123456789ab.mjs"))
RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"
ATTEMPT = "{{ ti.try_number - 1 }}"


def metaflow_run_id(run_id, dag_id):
    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()
    return f"airflow-{digest[:12]}"


class StepOperator(BashOperator):
    """Runs a step of the flow as a Node process on the worker."""

    template_fields = (*BashOperator.template_fields, "metaflow_run_id")

    def __init__(self, task_id, env=None, **kwargs):
        run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
        super().__init__(
            task_id=task_id,
            bash_command=f'exec node "$MF_BUNDLE" step {task_id} {run}',
            env={"MF_BUNDLE": BUNDLE, "METAFLOW_RUNTIME_NAME": "airflow", **(env or {})},
            append_env=True,
            do_xcom_push=False,
            skip_on_exit_code=None,
            **kwargs,
        )
        self.metaflow_run_id = RUN_ID


with DAG(
    dag_id="SketchFlow",
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"retries": 0},
    user_defined_macros={"metaflow_run_id": metaflow_run_id},
):
    start = StepOperator(task_id="start")
    branch_0 = StepOperator(task_id="branch_0")
    branch_1 = StepOperator(task_id="branch_1")
    branch_2 = StepOperator(task_id="branch_2")
    branch_3 = StepOperator(task_id="branch_3")
    branch_4 = StepOperator(task_id="branch_4")
    branch_5 = StepOperator(task_id="branch_5")
    branch_6 = StepOperator(task_id="branch_6")
    branch_7 = StepOperator(task_id="branch_7")
    branch_8 = StepOperator(task_id="branch_8")
    branch_9 = StepOperator(task_id="branch_9")
    branch_10 = StepOperator(task_id="branch_10")
    branch_11 = StepOperator(task_id="branch_11")
    join = StepOperator(task_id="join")
    after_0 = StepOperator(task_id="after_0")
    after_1 = StepOperator(task_id="after_1")
    after_2 = StepOperator(task_id="after_2")
    after_3 = StepOperator(task_id="after_3")
    after_4 = StepOperator(task_id="after_4")
    after_5 = StepOperator(task_id="after_5")
    after_6 = StepOperator(task_id="after_6")
    after_7 = StepOperator(task_id="after_7")
    after_8 = StepOperator(task_id="after_8")
    after_9 = StepOperator(task_id="after_9")
    after_10 = StepOperator(task_id="after_10")
    after_11 = StepOperator(task_id="after_11")
    lambda_ = StepOperator(task_id="lambda")
    end = StepOperator(task_id="end")

    start >> [
        branch_0,
        branch_1,
        branch_2,
        branch_3,
        branch_4,
        branch_5,
        branch_6,
        branch_7,
        branch_8,
        branch_9,
        branch_10,
        branch_11,
    ]
    [
        branch_0,
        branch_1,
        branch_2,
        branch_3,
        branch_4,
        branch_5,
        branch_6,
        branch_7,
        branch_8,
        branch_9,
        branch_10,
        branch_11,
    ] >> join
    join >> after_0 >> after_1 >> after_2 >> after_3 >> after_4 >> after_5 >> after_6 >> after_7
    after_7 >> after_8 >> after_9 >> after_10 >> after_11 >> lambda_ >> end
