# Airflow DAG of the flow MovieStatsFlow, for Airflow 2.11 and 3.
# Source: apps/sketch/src/sketch.flow.ts
# Made by `mf airflow create`. To change it, change the source and create it again.
import hashlib
from datetime import timedelta
from pathlib import Path

import pendulum

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, Param
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

BUNDLE = str(Path(__file__).with_name("sketch-flow-0123456789ab.mjs"))
RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.team.movie-stats.end")
LAST_TASK = "MovieStatsFlow/{}/end/task"
TAGS = ["nightly", "team:films"]


def metaflow_run_id(run_id, dag_id):
    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()
    return f"airflow-{digest[:12]}"


def finished(context, result=None):
    """Tells the flows that wait for this one which run it was."""
    path = LAST_TASK.format(metaflow_run_id(context["run_id"], context["dag"].dag_id))
    names = "flow_name", "run_id", "step_name", "task_id"
    extra = {"id": path, "pathspec": path, **dict(zip(names, path.split("/")))}
    context["outlet_events"][FINISHED].extra = extra


def step(name, options="", env=None, **kwargs):
    """Runs a step of the flow as a Node process on the worker."""
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    task = BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" step {name} {run}{options}',
        env={"MF_BUNDLE": BUNDLE, "METAFLOW_RUNTIME_NAME": "airflow", **(env or {})},
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=None,
        **kwargs,
    )
    # A field of its own on the Rendered Template page.
    task.metaflow_run_id = RUN_ID
    task.template_fields = (*task.template_fields, "metaflow_run_id")
    return task


with DAG(
    dag_id="team.movie-stats",
    doc_md='What 3,201 films tell.\n\nTwo branches, "one" table.',
    schedule="0 10 * * MON-FRI",
    start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Berlin"),
    catchup=False,
    max_active_tasks=500,
    is_paused_upon_creation=False,
    default_args={"retries": 0},
    params={
        "min-votes": Param(1000, type="integer", description="Leave out films with fewer votes"),
        "table": Param("small", type="string", enum=["small", "large"]),
        "since": Param(
            {"year": 1990, "by": ["ana", 'it\'s "me"']},
            type=["object", "array", "string", "number", "boolean", "null"],
        ),
    },
    tags=TAGS,
    user_defined_macros={"metaflow_run_id": metaflow_run_id, "tags": TAGS},
):
    start = step(
        "start",
        options=' --tag "$TAG_0" --tag "$TAG_1"',
        env={
            "METAFLOW_PARAMETERS": "{{ macros.json.dumps(params) }}",
            "TAG_0": "{{ tags[0] }}",
            "TAG_1": "{{ tags[1] }}",
        },
        retries=2,
        retry_delay=timedelta(minutes=0.5),
        doc_md="Loads the films.",
    )
    byGenre = step("byGenre")
    byDecade = step("byDecade")
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> [byGenre, byDecade] >> join >> end
