# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
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
    """Tells flows that wait for this one which run it was."""
    path = LAST_TASK.format(metaflow_run_id(context["run_id"], context["dag"].dag_id))
    context["outlet_events"][FINISHED].extra = {"id": path, "pathspec": path}


def step(name, **kwargs):
    """Runs a step as a Node process."""
    env = {
        "MF_BUNDLE": BUNDLE,
        "TAG_0": "{{ tags[0] }}",
        "TAG_1": "{{ tags[1] }}",
        "METAFLOW_RUNTIME_NAME": "airflow",
    }
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    run += ' --tag "$TAG_0"'
    run += ' --tag "$TAG_1"'
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


def parameters(context):
    """Passes the parameters in pieces that fit into a variable."""
    text, size = json.dumps(context["params"]), 100_000
    for at in range(0, len(text), size):
        context["task"].env[f"METAFLOW_PARAMETERS_{at // size}"] = text[at : at + size]


with DAG(
    dag_id="team.movie-stats",
    doc_md=(
        "What 3,201 films tell.\n"
        "\n"
        'Two branches, "one" table.\n'
        "\n"
        "    start\n"
        "    byGenre\n"
        "    byDecade\n"
        "    join\n"
        "    end\n"
        "\n"
        "Source: `apps/sketch/src/sketch.flow.ts`, data: `MovieStatsFlow/<metaflow_run_id>`."
    ),
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
        pre_execute=parameters,
        retries=2,
        retry_delay=timedelta(minutes=0.5),
        doc_md="Loads the films.",
    )
    byGenre = step("byGenre")
    byDecade = step("byDecade")
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> [byGenre, byDecade] >> join >> end
