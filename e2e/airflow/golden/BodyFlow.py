# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
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
    "MF_BUNDLE": str(Path(__file__).with_name("BodyFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "bodyflow-0-jxfk",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.BodyFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "BodyFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, item="", tells=False, **kwargs):
    """Runs a step as a Node process."""
    command = f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}'
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
    dag_id="BodyFlow",
    doc_md=(
        "The body of a foreach has several steps, and branches that split again.\n"
        "\n"
        "    start -> first*\n"
        "    first -> [left, right]\n"
        "    left -> both -> join -> end\n"
        "    right -> [up, down]\n"
        "    up -> corner -> both\n"
        "    down -> corner\n"
        "\n"
        "Source: `e2e/airflow/flows/shapes/body.flow.ts`, data: `BodyFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=700,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", tells=True)

    @task_group(prefix_group_id=False)
    def foreach_xs(item):
        first = step("first", item)
        left = step("left", item)
        right = step("right", item)
        up = step("up", item)
        down = step("down", item)
        corner = step("corner", item)
        both = step("both", item)
        first >> [left, right]
        left >> both
        right >> [up, down] >> corner >> both
        return both

    both = foreach_xs.expand(item=start.output)
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    both >> join >> end
