# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from datetime import timedelta
from pathlib import Path

from airflow.configuration import conf

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, task_group
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task_group
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("CaughtFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "caughtflow-0-myfz",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.CaughtFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "CaughtFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, item="", options="", tells=False, **kwargs):
    """Runs a step as a Node process."""
    command = f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}'
    command += options
    if tells:
        command += " --tell stdout"
        kwargs["output_processor"] = json.loads
    task = BashOperator(
        task_id=name,
        bash_command=command,
        env={**ENV, "MF_ITEM": item},
        append_env=True,
        do_xcom_push=tells,
        skip_on_exit_code=None,
        max_active_tis_per_dagrun=100,
        map_index_template="{{ task.env.MF_ITEM.partition(' ')[2] }}" if item else None,
        **kwargs,
    )
    task.metaflow_run_id = RUN_ID
    task.template_fields += ("metaflow_run_id",)
    return task


with DAG(
    dag_id="CaughtFlow",
    doc_md=(
        "Items that fail in every attempt, time out, or end their process: the join runs all the "
        "same.\n"
        "\n"
        "    start -> work*\n"
        "    work -> join -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/decorated/caught.flow.ts`, data: "
        "`CaughtFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", tells=True)

    @task_group(prefix_group_id=False)
    def foreach_kinds(item):
        return step(
            "work",
            item,
            options=" --max-user-code-retries {{ ti.max_tries - 3 }}",
            retries=4,
            retry_delay=timedelta(minutes=0),
            execution_timeout=timedelta(seconds=302),
        )

    work = foreach_kinds.expand(item=start.output)
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    work >> join >> end
