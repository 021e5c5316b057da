# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
from pathlib import Path

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("EnvironmentFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "environmentflow-0-abol",
    "METAFLOW_RUNTIME_NAME": "airflow",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.EnvironmentFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "EnvironmentFlow/" + context["task"].metaflow_run_id + "/end/task"
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
    dag_id="EnvironmentFlow",
    doc_md=(
        "Variables that templates and shells would change, and secrets that a function gives.\n"
        "\n"
        "    start -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/decorated/environment.flow.ts`, data: "
        "`EnvironmentFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> end
