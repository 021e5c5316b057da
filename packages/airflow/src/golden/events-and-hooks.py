# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

import pendulum

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, CronTriggerTimetable, Param
    from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import AirflowFailException, AirflowSkipException
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator
    from airflow.timetables.datasets import DatasetOrTimeSchedule
    from airflow.timetables.trigger import CronTriggerTimetable

    def AssetOrTimeSchedule(timetable, assets):
        return DatasetOrTimeSchedule(timetable=timetable, datasets=assets)

BUNDLE = str(Path(__file__).with_name("sketch-flow-0123456789ab.mjs"))
RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.b%C3%BCro.end")
LAST_TASK = "SketchFlow/{}/end/task"
NAMESPACE = "production:token"


def metaflow_run_id(run_id, dag_id):
    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()
    return f"airflow-{digest[:12]}"


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = LAST_TASK.format(metaflow_run_id(context["run_id"], context["dag"].dag_id))
    context["outlet_events"][FINISHED].extra = {"id": path, "pathspec": path}


def pass_on(context, variable, value):
    """Passes a value to a step as JSON, in pieces that fit into a variable."""
    text, size = json.dumps(value), 100_000
    for at in range(0, len(text), size):
        context["task"].env[f"{variable}_{at // size}"] = text[at : at + size]


def triggers(context):
    """Passes to a step what started the run."""
    kind = "asset" if "triggering_asset_events" in context else "dataset"
    found = [
        {
            "name": getattr(asset, "name", asset),
            "id": event.extra.get("id") or event.source_run_id,
            "timestamp": int(event.timestamp.timestamp()),
            "payload": event.extra,
        }
        for asset, events in context[f"triggering_{kind}_events"].items()
        for event in events
    ]
    pass_on(context, "METAFLOW_TRIGGERS", found)


def step(name, **kwargs):
    """Runs a step as a Node process."""
    env = {
        "MF_BUNDLE": BUNDLE,
        "METAFLOW_DEFAULT_NAMESPACE": "{{ NAMESPACE }}",
        "METAFLOW_RUNTIME_NAME": "airflow",
    }
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    hook = kwargs.get("pre_execute")
    kwargs["pre_execute"] = lambda context: (hook and hook(context), triggers(context))
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
    pass_on(context, "METAFLOW_PARAMETERS", context["params"])


def succeeded(context, task):
    """At which items a task has succeeded in this run, as map indexes."""
    ti, run = context["ti"], context["run_id"]
    if not hasattr(ti, "get_task_states"):  # Airflow 2
        found = context["dag_run"].get_task_instances(state=["success"])
        return {each.map_index for each in found if each.task_id == task}
    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task], run_ids=[run]).get(run, {})
    return {int(key[len(task) + 1 :] or -1) for key in states if states[key] == "success"}


def exit_hook(name, end, index):
    """Calls a function of the flow when a run is over. Being a teardown, it changes no run."""

    def check(context):
        if bool(succeeded(context, "end")) != (end == "success"):
            raise AirflowSkipException(f"It is for runs that end with {end}")

    return BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" exit-hook {end} {index} --run-id {RUN_ID}',
        env={
            "MF_BUNDLE": BUNDLE,
            "METAFLOW_DEFAULT_NAMESPACE": "{{ NAMESPACE }}",
            "METAFLOW_RUNTIME_NAME": "airflow",
        },
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=None,
        retries=0,
        pre_execute=check,
    ).as_teardown()


def outcome():
    """Fails where the last step has not succeeded: a run that was stopped is no good one."""

    def check(context):
        if not succeeded(context, "end"):
            raise AirflowFailException("The run has not come to its end")

    return BashOperator(
        task_id="run-outcome",
        bash_command="true",
        do_xcom_push=False,
        retries=0,
        pre_execute=check,
    ).as_teardown(on_failure_fail_dagrun=True)


with DAG(
    dag_id="büro",
    doc_md=(
        "    start -> [a, b]\n"
        "    a -> join -> end\n"
        "    b -> join\n"
        "\n"
        "Source: `apps/sketch/src/sketch.flow.ts`, data: `SketchFlow/<metaflow_run_id>`."
    ),
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 5 * * *", timezone="UTC"),
        assets=[Asset('it\'s "ready" {{ x }}'), Asset("metaflow.fraud.prod.TrainFlow.end")],
    ),
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"retries": 0},
    params={"day": Param(None, type=["string", "null"])},
    user_defined_macros={"metaflow_run_id": metaflow_run_id, "NAMESPACE": NAMESPACE},
):
    start = step("start", pre_execute=parameters)
    a = step("a")
    b = step("b")
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)
    on_success_tell = exit_hook("on-success-tell", "success", 0)
    on_error_tell = exit_hook("on-error-tell", "error", 0)
    run_outcome = outcome()

    start >> [a, b]
    a >> [join, on_success_tell]
    b >> [join, on_success_tell]
    join >> end >> on_success_tell
    on_success_tell >> on_error_tell >> run_outcome
