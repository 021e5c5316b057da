# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

from airflow.configuration import conf

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, task_group
    from airflow.sdk.exceptions import AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task_group
    from airflow.exceptions import AirflowSkipException
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("ItemSwitchFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "itemswitchflow-0-brng",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.ItemSwitchFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "ItemSwitchFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, item="", tells=False, when=None, **kwargs):
    """Runs a step as a Node process."""
    command = f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}'
    if tells:
        command += " --tell stdout"
        kwargs["output_processor"] = json.loads
    if when:
        check, *args = when
        kwargs["pre_execute"] = lambda context: check(context["ti"], *args)
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


def told(ti, task):
    """What a task told Airflow at the same item of the foreach."""
    return ti.xcom_pull(task_ids=task, map_indexes=ti.map_index)


def chosen(ti, *ways):
    """Skips a task unless the switches of one of the ways have chosen to come here."""
    if not any(all(told(ti, switch) in way[switch] for switch in way) for way in ways):
        raise AirflowSkipException("No switch has chosen this step")


with DAG(
    dag_id="ItemSwitchFlow",
    doc_md=(
        "Each item of a foreach goes its own way: through a merge, past it, or straight to the "
        "last step before the join.\n"
        "\n"
        "    start -> pick*\n"
        "    pick -> (a | b | leave)\n"
        "    a -> merge -> leave -> join -> end\n"
        "    b -> merge\n"
        "\n"
        "Source: `e2e/airflow/flows/shapes/item-switch.flow.ts`, data: "
        "`ItemSwitchFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=500,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", tells=True)

    @task_group(prefix_group_id=False)
    def foreach_xs(item):
        pick = step("pick", item, tells=True)
        a = step("a", item, when=(chosen, {"pick": ["a"]}))
        b = step("b", item, when=(chosen, {"pick": ["b"]}))
        merge = step("merge", item, trigger_rule="none_failed", when=(chosen, {"pick": ["a", "b"]}))
        leave = step("leave", item, trigger_rule="none_failed")
        pick >> [a, b, leave]
        a >> merge
        b >> merge
        merge >> leave
        return leave

    leave = foreach_xs.expand(item=start.output)
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    leave >> join >> end
