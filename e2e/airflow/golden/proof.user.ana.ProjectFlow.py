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

BUNDLE = str(Path(__file__).with_name("ProjectFlow-HASH.mjs"))
RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.proof.user.ana.ProjectFlow.end")
LAST_TASK = "ProjectFlow/{}/end/task"
TAGS = ["b", "{{ 7*7 }} $(id)"]
BRANCH = "user.ana"
TOKEN = "mfprj-4jhxcwfgc4uie4oq-0-xbfk"


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
        "MF_BRANCH": "{{ BRANCH }}",
        "METAFLOW_PRODUCTION_TOKEN": "{{ TOKEN }}",
        "METAFLOW_RUNTIME_NAME": "airflow",
    }
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    run += ' --tag "$TAG_0"'
    run += ' --tag "$TAG_1"'
    run += ' --project-branch "$MF_BRANCH"'
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
    dag_id="proof.user.ana.ProjectFlow",
    doc_md=(
        "Belongs to a branch of a project, and has tags that nobody should render.\n"
        "\n"
        "    start -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/decorated/project.flow.ts`, data: "
        "`ProjectFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    tags=TAGS,
    user_defined_macros={
        "metaflow_run_id": metaflow_run_id, "tags": TAGS, "BRANCH": BRANCH, "TOKEN": TOKEN
    },
):
    start = step("start")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> end
