# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, Param
    from airflow.sdk.exceptions import AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import AirflowSkipException
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("SwitchesFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "switchesflow-0-osxk",
    "METAFLOW_RUNTIME_NAME": "airflow",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.SwitchesFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "SwitchesFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, tells=False, when=None, **kwargs):
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
        env=ENV,
        append_env=True,
        do_xcom_push=tells,
        skip_on_exit_code=None,
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
    dag_id="SwitchesFlow",
    doc_md=(
        "Switches behind switches, a merge that only some ways lead to, and a join of branches "
        "with alternatives.\n"
        "\n"
        "    start -> (a | b | merge)\n"
        "    a -> (x | merge)\n"
        "    x -> merge -> [p, q]\n"
        "    b -> last -> end\n"
        "    p -> (p1 | p2)\n"
        "    p1 -> join -> last\n"
        "    p2 -> join\n"
        "    q -> join\n"
        "\n"
        "Source: `e2e/airflow/flows/shapes/switches.flow.ts`, data: "
        "`SwitchesFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    params={
        "way": Param("a", type="string", enum=["a", "b", "c"]),
        "deep": Param("x", type="string", enum=["x", "m"]),
    },
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", pre_execute=parameters, tells=True)
    a = step("a", tells=True, when=(chosen, {"start": ["a"]}))
    x = step("x", when=(chosen, {"a": ["x"]}))
    b = step("b", when=(chosen, {"start": ["b"]}))
    merge = step("merge", trigger_rule="none_failed", when=(chosen, {"start": ["a", "merge"]}))
    p = step("p", tells=True)
    p1 = step("p1", when=(chosen, {"p": ["p1"]}))
    p2 = step("p2", when=(chosen, {"p": ["p2"]}))
    q = step("q")
    join = step("join", trigger_rule="none_failed", when=(chosen, {"start": ["a", "merge"]}))
    last = step("last", trigger_rule="none_failed")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> [a, b, merge]
    a >> [x, merge]
    x >> merge
    b >> last
    merge >> [p, q]
    p >> [p1, p2]
    p1 >> join
    p2 >> join
    q >> join
    join >> last
    last >> end
