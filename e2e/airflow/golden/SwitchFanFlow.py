# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

from airflow.configuration import conf

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, Param, task_group
    from airflow.sdk.exceptions import AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task_group
    from airflow.exceptions import AirflowSkipException
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("SwitchFanFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "switchfanflow-0-tybp",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.SwitchFanFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "SwitchFanFlow/" + context["task"].metaflow_run_id + "/end/task"
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


def parameters(context):
    """Passes the parameters in pieces that fit into a variable."""
    text, size = json.dumps(context["params"]), 100_000
    for at in range(0, len(text), size):
        context["task"].env[f"METAFLOW_PARAMETERS_{at // size}"] = text[at : at + size]


def told(ti, task):
    """What a task told Airflow at the same item of the foreach."""
    return ti.xcom_pull(task_ids=task, map_indexes=ti.map_index)


def chosen(ti, *ways):
    """Skips a task unless the switches of one of the ways have chosen to come here."""
    if not any(all(told(ti, switch) in way[switch] for switch in way) for way in ways):
        raise AirflowSkipException("No switch has chosen this step")


with DAG(
    dag_id="SwitchFanFlow",
    doc_md=(
        "A switch between a foreach, branches, and the end; they meet there.\n"
        "\n"
        "    start -> (fan | split | end)\n"
        "    fan -> square*\n"
        "    square -> squares -> end\n"
        "    split -> [a, b]\n"
        "    a -> join -> end\n"
        "    b -> join\n"
        "\n"
        "Source: `e2e/airflow/flows/shapes/switch-fan.flow.ts`, data: "
        "`SwitchFanFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    params={"way": Param("fan", type="string", enum=["fan", "split", "end"])},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", pre_execute=parameters, tells=True)
    fan = step("fan", tells=True, when=(chosen, {"start": ["fan"]}))

    @task_group(prefix_group_id=False)
    def foreach_xs(item):
        return step("square", item)

    square = foreach_xs.expand(item=fan.output)
    squares = step("squares")
    split = step("split", when=(chosen, {"start": ["split"]}))
    a = step("a")
    b = step("b")
    join = step("join")
    end = step("end", trigger_rule="none_failed", outlets=[FINISHED], post_execute=finished)

    start >> [fan, split, end]
    square >> squares >> end
    split >> [a, b] >> join >> end
