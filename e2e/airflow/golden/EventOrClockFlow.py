# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

import pendulum

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, CronTriggerTimetable
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.operators.bash import BashOperator
    from airflow.timetables.datasets import DatasetOrTimeSchedule as AssetOrTimeSchedule
    from airflow.timetables.trigger import CronTriggerTimetable

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("EventOrClockFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "eventorclockflow-0-gvyu",
    "METAFLOW_RUNTIME_NAME": "airflow",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.EventOrClockFlow.end")
KIND = Asset.__name__.lower()  # "dataset" in Airflow 2


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "EventOrClockFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def triggers(context):
    """Passes to a step what started the run, in pieces that fit into a variable."""
    found = [
        {
            "name": getattr(asset, "name", asset),
            "id": event.source_run_id,
            "timestamp": int(event.timestamp.timestamp()),
            "payload": event.extra,
        }
        for asset, events in context[f"triggering_{KIND}_events"].items()
        for event in events
    ]
    text, size = json.dumps(found), 100_000
    for at in range(0, len(text), size):
        context["task"].env[f"METAFLOW_TRIGGERS_{at // size}"] = text[at : at + size]


def step(name, **kwargs):
    """Runs a step as a Node process."""
    task = BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}',
        env=ENV,
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=None,
        pre_execute=triggers,
        **kwargs,
    )
    task.metaflow_run_id = RUN_ID
    task.template_fields += ("metaflow_run_id",)
    return task


with DAG(
    dag_id="EventOrClockFlow",
    doc_md=(
        "Starts by an event, and by the clock.\n"
        "\n"
        "    start -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/events/event-or-clock.flow.ts`, data: "
        "`EventOrClockFlow/<metaflow_run_id>`."
    ),
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 5 1 1 *", timezone="Europe/Berlin"),
        **{KIND + "s": [Asset("hurry")]},
    ),
    start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Berlin"),
    catchup=False,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> end
