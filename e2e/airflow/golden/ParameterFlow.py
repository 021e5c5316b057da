# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
from datetime import timedelta
from pathlib import Path

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, Param
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("ParameterFlow-HASH.cjs")),
    "TAG_0": "{{ tags[0] }}",
    "METAFLOW_PRODUCTION_TOKEN": "parameterflow-0-gtqo",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "METAFLOW_PARAMETERS": "{{ params | tojson }}",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.ParameterFlow.end")
TAGS = ["nightly"]


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "ParameterFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, **kwargs):
    """Runs a step as a Node process."""
    command = f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}'
    command += ' --tag "$TAG_0"'
    task = BashOperator(
        task_id=name,
        bash_command=command,
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
    dag_id="ParameterFlow",
    doc_md=(
        "Shows how a parameter reaches every step.\n"
        "\n"
        "    start -> end\n"
        "\n"
        "Source: `apps/parameter-flow/src/parameter.flow.ts`, data: "
        "`ParameterFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 3, "retry_delay": timedelta(minutes=2)},
    params={"alpha": Param(0.01, type="number", description="Learning rate")},
    tags=TAGS,
    user_defined_macros={"md5": hashlib.md5, "tags": TAGS},
):
    start = step("start", doc_md="Print the parameter.")
    end = step(
        "end",
        outlets=[FINISHED],
        post_execute=finished,
        doc_md="Parameters are there in every step, and read-only.",
    )

    start >> end
