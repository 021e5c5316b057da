# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pendulum
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

BUNDLE = str(Path(__file__).with_name("HooksFlow-HASH.mjs"))
RUN_ID = "{{ metaflow_run_id(run_id, dag.dag_id) }}"
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.HooksFlow.end")
LAST_TASK = "HooksFlow/{}/end/task"
MAX_WORKERS = 100
TOKEN = "hooksflow-0-cehp"


def metaflow_run_id(run_id, dag_id):
    digest = hashlib.md5(f"{run_id}-{dag_id}".encode(), usedforsecurity=False).hexdigest()
    return f"airflow-{digest[:12]}"


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = LAST_TASK.format(metaflow_run_id(context["run_id"], context["dag"].dag_id))
    context["outlet_events"][FINISHED].extra = {"id": path, "pathspec": path}


def step(name, index=None, item=None, tells=None, **kwargs):
    """Runs a step as a Node process."""
    env = {
        "MF_BUNDLE": BUNDLE,
        "METAFLOW_PRODUCTION_TOKEN": "{{ TOKEN }}",
        "METAFLOW_RUNTIME_NAME": "airflow",
    }
    run = f"--run-id {RUN_ID} --attempt {ATTEMPT}"
    if tells:
        run += " --tell stdout"
        kwargs["output_processor"] = tells
    if index is not None:
        run += ' --index "$MF_INDEX"'
        env["MF_INDEX"] = index
        kwargs["map_index_template"] = "{{ task.metaflow_item }}"
        kwargs["max_active_tis_per_dagrun"] = MAX_WORKERS
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
    task.metaflow_item = item
    task.template_fields = (*task.template_fields, "metaflow_run_id", "metaflow_item")
    return task


def parameters(context):
    """Passes the parameters in pieces that fit into a variable."""
    text, size = json.dumps(context["params"]), 100_000
    for at in range(0, len(text), size):
        context["task"].env[f"METAFLOW_PARAMETERS_{at // size}"] = text[at : at + size]


def items(line):
    """The items of a foreach, from the last line that its split printed."""
    found = json.loads(line)
    limit = conf.getint("core", "max_map_length")
    if len(found) > limit:
        raise AirflowFailException(
            f"The foreach has {len(found)} items, and this Airflow maps over at most {limit}: "
            "raise its core.max_map_length (AIRFLOW__CORE__MAX_MAP_LENGTH)"
        )
    return found


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
            "METAFLOW_PRODUCTION_TOKEN": "{{ TOKEN }}",
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
    start_date=pendulum.datetime(2024, 1, 1, tz="UTC"),
    catchup=False,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    params={"fails": Param(False, type="boolean"), "naps": Param(False, type="boolean")},
    user_defined_macros={"metaflow_run_id": metaflow_run_id, "TOKEN": TOKEN},
):
    start = step("start", pre_execute=parameters, tells=items)

    @task_group(prefix_group_id=False)
    def foreach_items(index, item):
        return step("work", index, item, retries=1, retry_delay=timedelta(minutes=0))

    work = foreach_items.expand_kwargs(start.output)
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
