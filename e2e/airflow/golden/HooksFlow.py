# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from datetime import timedelta
from pathlib import Path

from airflow.configuration import conf

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, Param, task_group
    from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task_group
    from airflow.exceptions import AirflowFailException, AirflowSkipException
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("HooksFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "hooksflow-0-cehp",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
    "METAFLOW_PARAMETERS": "{{ params | tojson }}",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.HooksFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "HooksFlow/" + context["task"].metaflow_run_id + "/end/task"
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


def succeeded(ti, task):
    """At which items a task has succeeded in this run, as map indexes."""
    run = ti.run_id
    if not hasattr(ti, "get_task_states"):  # Airflow 2
        found = ti.get_dagrun().fetch_task_instances(ti.dag_id, run, [task], ["success"])
        return {each.map_index for each in found}
    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task], run_ids=[run]).get(run, {})
    return {int(key[len(task) + 1 :] or -1) for key in states if states[key] == "success"}


def ends_with(end, otherwise):
    """A hook that raises an exception when the last step shows that the run has another end."""

    def check(context):
        if bool(succeeded(context["ti"], "end")) != (end == "success"):
            raise otherwise(f"This run does not end with {end}")

    return check


def exit_hook(name, end, index):
    """Calls a function of the flow when a run is over. Being a teardown, it changes no run."""
    return BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" exit-hook {end} {index} --run-id {RUN_ID}',
        env=ENV,
        append_env=True,
        do_xcom_push=False,
        skip_on_exit_code=None,
        retries=0,
        pre_execute=ends_with(end, AirflowSkipException),
    ).as_teardown()


def outcome():
    """Fails where the last step has not succeeded: a run that was stopped is no good one."""
    return BashOperator(
        task_id="run-outcome",
        bash_command="true",
        retries=0,
        pre_execute=ends_with("success", AirflowFailException),
    ).as_teardown(on_failure_fail_dagrun=True)


with DAG(
    dag_id="HooksFlow",
    doc_md=(
        "Whatever becomes of the hooks, a run stays what it was.\n"
        "\n"
        "    start -> work*\n"
        "    work -> join -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/events/hooks.flow.ts`, data: `HooksFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    params={"fails": Param(False, type="boolean"), "naps": Param(False, type="boolean")},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", tells=True)

    @task_group(prefix_group_id=False)
    def foreach_items(item):
        return step("work", item, retries=1, retry_delay=timedelta(minutes=0))

    work = foreach_items.expand(item=start.output)
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)
    on_success_breaks = exit_hook("on-success-breaks", "success", 0)
    on_success_celebrate = exit_hook("on-success-celebrate", "success", 1)
    on_error_breaks = exit_hook("on-error-breaks", "error", 0)
    on_error_mourn = exit_hook("on-error-mourn", "error", 1)
    run_outcome = outcome()

    work >> [join, on_success_breaks]
    join >> end >> on_success_breaks
    on_success_breaks >> on_success_celebrate >> on_error_breaks >> on_error_mourn >> run_outcome
