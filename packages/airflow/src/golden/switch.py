# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

import pendulum

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset
    from airflow.sdk.exceptions import AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import AirflowSkipException
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


def step(name, tells=None, when=None, **kwargs):
    """Runs a step as a Node process."""
    env = {"MF_BUNDLE": BUNDLE, "METAFLOW_RUNTIME_NAME": "airflow"}
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    if tells:
        run += " --tell stdout"
        kwargs["output_processor"] = tells
    if when:
        check, *args = when
        kwargs["pre_execute"] = lambda context: check(context, *args)
    task = BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" step {name} {run}',
        env=env,
        append_env=True,
        do_xcom_push=tells is not None,
        skip_on_exit_code=None,
        **kwargs,
    )
    # For the Rendered Template page.
    task.metaflow_run_id = RUN_ID
    task.template_fields = (*task.template_fields, "metaflow_run_id")
    return task


def told(context, task):
    """What a task told Airflow at the same item of the foreach."""
    return context["ti"].xcom_pull(task_ids=task, map_indexes=context["ti"].map_index)


def chosen(context, *ways):
    """Skips a task unless the switches of one of the ways have chosen to come here."""
    if not any(all(told(context, switch) in way[switch] for switch in way) for way in ways):
        raise AirflowSkipException("No switch has chosen this step")


with DAG(
    dag_id="SketchFlow",
    doc_md=(
        "    start -> (a | b)\n"
        "    a -> merge -> end\n"
        "    b -> end\n"
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
    start = step("start", tells=json.loads)
    a = step("a", when=(chosen, {"start": ["a"]}))
    merge = step("merge")
    b = step("b", when=(chosen, {"start": ["b"]}))
    end = step("end", trigger_rule="none_failed", outlets=[FINISHED], post_execute=finished)

    start >> [a, b]
    a >> merge >> end
    b >> end
