# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
from datetime import timedelta
from pathlib import Path

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
    from airflow.sdk import DAG, Asset
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.operators.bash import BashOperator
    from airflow.sensors.external_task import ExternalTaskSensor

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("QueuedFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "queuedflow-0-jbmh",
    "METAFLOW_RUNTIME_NAME": "airflow",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.QueuedFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "QueuedFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, **kwargs):
    """Runs a step as a Node process."""
    task = BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}',
        env=ENV,
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=None,
        **kwargs,
    )
    task.metaflow_run_id = RUN_ID
    task.template_fields += ("metaflow_run_id",)
    return task


with DAG(
    dag_id="QueuedFlow",
    doc_md=(
        "Waits for a run of another DAG before it starts, in a pool of the site.\n"
        "\n"
        "    start -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/events/queued.flow.ts`, data: `QueuedFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    max_active_runs=4,
    dagrun_timeout=timedelta(seconds=1200),
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0, "pool": "default_pool", "priority_weight": 3},
    user_defined_macros={"md5": hashlib.md5},
):
    wait_for_SingleStepFlow = ExternalTaskSensor(
        task_id="wait-for-SingleStepFlow",
        timeout=240,
        poke_interval=20,
        mode="reschedule",
        exponential_backoff=False,
        soft_fail=False,
        external_dag_id="SingleStepFlow",
        external_task_ids=["train"],
        allowed_states=["success"],
        check_existence=True,
        doc="it's {{ a }} run of the same time",
    )
    start = step("start", pool_slots=2, queue="default")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    wait_for_SingleStepFlow >> start >> end
