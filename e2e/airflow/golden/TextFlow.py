# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
from pathlib import Path

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Asset, Param
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

ENV = {
    "MF_BUNDLE": str(Path(__file__).with_name("TextFlow-HASH.cjs")),
    "METAFLOW_PRODUCTION_TOKEN": "textflow-0-lxyk",
    "METAFLOW_RUNTIME_NAME": "airflow",
}
RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.TextFlow.end")


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "TextFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, **kwargs):
    """Runs a step as a Node process."""
    task = BashOperator(
        task_id=name,
        bash_command=f'exec node "$MF_BUNDLE" step {name} --run-id {RUN_ID} --attempt {ATTEMPT}',
        env=ENV,
        append_env=True,
        do_xcom_push=False,
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


with DAG(
    dag_id="TextFlow",
    doc_md=(
        'Takes "text" as it is: {{ 7*7 }}, {% raw %}, $(id), \\ and `backticks`.\n'
        "\n"
        "    start -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/text.flow.ts`, data: `TextFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    params={
        "texts": Param(
            [
                "both \" and '",
                '"""',
                "ends with a backslash\\",
                "ends with a line break\n",
                "\r\n\t\x07\x1b[31m",
                "{{ 7*7 }}",
                "{% raw %}{# gone #}",
                '%s %(x)s {0} f"{x}"',
                "$(touch /tmp/x) `id` ${HOME} !!",
                "deploy.sh",
                "README.md",
                "🎬👩\u200d👩\u200d👧 é é 漢字",
                "\u2028\u202eevil\u202c\ufeff",
            ],
            type=["object", "array", "string", "number", "boolean", "null"],
        ),
        "hint": Param(
            "{{ 7*7 }}.sh",
            type="string",
            description=(
                'both " and \' """ ends with a backslash\\ ends with a line break\n'
                " \r\n"
                '\t\x07\x1b[31m {{ 7*7 }} {% raw %}{# gone #} %s %(x)s {0} f"{x}" $(touch /tmp/x) '
                "`id` ${HOME} !! deploy.sh README.md 🎬👩\u200d👩\u200d👧 é é 漢字 "
                "\u2028\u202eevil\u202c\ufeff"
            ),
        ),
        "ordered": Param(
            {"z": 1, "a": 2}, type=["object", "array", "string", "number", "boolean", "null"]
        ),
        "ratio": Param(0.5, type="number"),
        "count": Param(3, type="integer"),
        "flag": Param(True, type="boolean"),
        "nothing": Param(None, type=["string", "null"]),
        "mode": Param("fast", type="string", enum=["fast", "slow"]),
    },
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", pre_execute=parameters, doc_md="Says {{ 7*7 }}.")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    start >> end
