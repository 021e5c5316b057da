# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
from pathlib import Path

import pendulum

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.operators.bash import BashOperator

BUNDLE = str(Path(__file__).with_name("sketch-flow-0123456789ab.mjs"))
RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.SketchFlow.end")
LAST_TASK = "SketchFlow/{}/end/task"


def metaflow_run_id(run_id, dag_id):
    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()
    return f"airflow-{digest[:12]}"


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = LAST_TASK.format(metaflow_run_id(context["run_id"], context["dag"].dag_id))
    context["outlet_events"][FINISHED].extra = {"id": path, "pathspec": path}


def step(name, **kwargs):
    """Runs a step as a Node process."""
    env = {"MF_BUNDLE": BUNDLE, "METAFLOW_RUNTIME_NAME": "airflow"}
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    task = BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" step {name} {run}',
        env=env,
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=None,
        **kwargs,
    )
    # For the Rendered Template page.
    task.metaflow_run_id = RUN_ID
    task.template_fields = (*task.template_fields, "metaflow_run_id")
    return task


with DAG(
    dag_id="SketchFlow",
    doc_md=(
        "    start\n"
        "    branch_0\n"
        "    branch_1\n"
        "    branch_2\n"
        "    branch_3\n"
        "    branch_4\n"
        "    branch_5\n"
        "    branch_6\n"
        "    branch_7\n"
        "    branch_8\n"
        "    branch_9\n"
        "    branch_10\n"
        "    branch_11\n"
        "    join\n"
        "    after_0\n"
        "    after_1\n"
        "    after_2\n"
        "    after_3\n"
        "    after_4\n"
        "    after_5\n"
        "    after_6\n"
        "    after_7\n"
        "    after_8\n"
        "    after_9\n"
        "    after_10\n"
        "    after_11\n"
        "    lambda\n"
        "    end\n"
        "\n"
        "Source: `apps/sketch/src/sketch.flow.ts`, data: `SketchFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"retries": 0},
    user_defined_macros={"metaflow_run_id": metaflow_run_id},
):
    start = step("start")
    branch_0 = step("branch_0")
    branch_1 = step("branch_1")
    branch_2 = step("branch_2")
    branch_3 = step("branch_3")
    branch_4 = step("branch_4")
    branch_5 = step("branch_5")
    branch_6 = step("branch_6")
    branch_7 = step("branch_7")
    branch_8 = step("branch_8")
    branch_9 = step("branch_9")
    branch_10 = step("branch_10")
    branch_11 = step("branch_11")
    join = step("join")
    after_0 = step("after_0")
    after_1 = step("after_1")
    after_2 = step("after_2")
    after_3 = step("after_3")
    after_4 = step("after_4")
    after_5 = step("after_5")
    after_6 = step("after_6")
    after_7 = step("after_7")
    after_8 = step("after_8")
    after_9 = step("after_9")
    after_10 = step("after_10")
    after_11 = step("after_11")
    lambda_ = step("lambda")
    end = step("end", outlets=[FINISHED], post_execute=finished)

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
