# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
import json
import os
from datetime import timedelta
from types import SimpleNamespace

from airflow.configuration import conf
from airflow.providers.docker.operators.docker import DockerOperator

try:
    from airflow.sdk import DAG, Asset, BaseHook, Param, task_group
    from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task_group
    from airflow.exceptions import AirflowFailException, AirflowSkipException
    from airflow.hooks.base import BaseHook
    from airflow.models.param import Param

RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.ContainersFlow.end")
TAGS = ["{{ 7*7 }} $(id)"]
IMAGE = "HOST/mf-e2e@sha256:DIGEST"
WORDS = ["--tag", "{{ tags[0] }}"]
ENV = {
    "METAFLOW_DEFAULT_DATASTORE": "s3",
    "METAFLOW_DATASTORE_SYSROOT_S3": "s3://flows/team/metaflow",
    "METAFLOW_S3_ENDPOINT_URL": "http://HOST",
    "METAFLOW_PRODUCTION_TOKEN": "containersflow-0-dqrm",
    "METAFLOW_RUNTIME_NAME": "airflow",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
}
RUN_ENV = {
    "AIRFLOW_CTX_DAG_RUN_ID": "{{ run_id }}",
    "AIRFLOW_CTX_EXECUTION_DATE": "{{ '' if ti.get_task_states is defined else ts }}",
}
CONNECTIONS = {"AIRFLOW_CONN_WAREHOUSE": "warehouse"}
CREDENTIALS = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "METAFLOW_SERVICE_AUTH_KEY",
    "METAFLOW_SERVICE_HEADERS",
]


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "ContainersFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def pass_on(context, variable, value):
    """Passes a value to a step as JSON, in pieces that fit into a variable."""
    text, size = json.dumps(value), 100_000
    for at in range(0, len(text), size):
        context["task"].environment[f"{variable}_{at // size}"] = text[at : at + size]


def variables(name, connection):
    """A connection in Airflow's own form, and the keys of AWS as its libraries look for them."""
    fields = ("conn_type", "host", "port", "login", "password", "schema")
    known = {field: getattr(connection, field) for field in fields}
    extra = connection.extra_dejson
    values = {name: json.dumps({**known, "extra": extra})}
    if connection.conn_type == "aws":
        values["AWS_ACCESS_KEY_ID"] = connection.login or extra.get("aws_access_key_id")
        values["AWS_SECRET_ACCESS_KEY"] = connection.password or extra.get("aws_secret_access_key")
        values["AWS_SESSION_TOKEN"] = extra.get("aws_session_token")
        if not (values["AWS_ACCESS_KEY_ID"] and values["AWS_SECRET_ACCESS_KEY"]):
            raise AirflowFailException(
                f"Connection {connection.conn_id} has no access key: give it one, or give "
                "the machine of the worker a role"
            )
    return {name: value for name, value in values.items() if value}


def step(name, item="", tells=False, when=None, **kwargs):
    """Runs a step in a container."""
    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT, *WORDS]
    if tells:
        args += ["--tell", "/tmp/mf-told.json"]
        kwargs["tells"] = True
    if when:
        check, *given = when
        kwargs["pre_execute"] = lambda context: check(context["ti"], *given)
    return docker_task(
        name,
        [*args, "--item", item],
        max_active_tis_per_dagrun=100,
        map_index_template="{{ task.command[-1].partition(' ')[2] }}" if item else None,
        **kwargs,
    )


def docker_task(name, args, tells=False, **kwargs):
    secrets = {key: os.environ[key] for key in CREDENTIALS if key in os.environ}
    hook = kwargs.pop("pre_execute", None)

    def prepare(context):
        if hook:
            hook(context)
        context["task"].environment.update(secrets)
        for name, conn_id in CONNECTIONS.items():
            values = variables(name, BaseHook.get_connection(conn_id))
            context["task"].environment.update(values)

    task = DockerOperator(
        task_id=name,
        image=IMAGE,
        command=args,
        environment=RUN_ENV,
        private_environment=ENV,
        labels={"metaflow/step_name": name, "metaflow/run_id": RUN_ID},
        network_mode="host",
        mount_tmp_dir=False,
        auto_remove="force",
        do_xcom_push=tells,
        retrieve_output=tells,
        retrieve_output_path="/tmp/mf-told.json",
        pre_execute=prepare,
        **kwargs,
    )
    if tells:  # Not with pickle: a container must not say what code runs here.
        task.pickling_library = SimpleNamespace(load=json.load)
    # Nothing else is a template.
    task.metaflow_run_id = RUN_ID
    task.template_fields = ("command", "environment", "labels", "metaflow_run_id")
    return task


def parameters(context):
    pass_on(context, "METAFLOW_PARAMETERS", context["params"])


def told(ti, task):
    """What a task told Airflow at the same item of the foreach."""
    return ti.xcom_pull(task_ids=task, map_indexes=ti.map_index)


def chosen(ti, *ways):
    """Skips a task unless the switches of one of the ways have chosen to come here."""
    if not any(all(told(ti, switch) in way[switch] for switch in way) for way in ways):
        raise AirflowSkipException("No switch has chosen this step")


with DAG(
    dag_id="ContainersFlow",
    doc_md=(
        "A loop over a parameter, with a step that fails in its first attempt, and a switch.\n"
        "\n"
        "    start -> double*\n"
        "    double -> join -> decide -> (many | few)\n"
        "    many -> end\n"
        "    few -> end\n"
        "\n"
        "Source: `e2e/airflow-docker/flows/containers.flow.ts`, data: "
        "`ContainersFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    params={"words": Param("a,b", type="string")},
    tags=TAGS,
    user_defined_macros={"md5": hashlib.md5, "tags": TAGS},
):
    start = step(
        "start",
        pre_execute=parameters,
        tells=True,
        doc_md="Reads nothing that a container does not have.",
    )

    @task_group(prefix_group_id=False)
    def foreach_words(item):
        return step(
            "double",
            item,
            retries=1,
            retry_delay=timedelta(minutes=0),
            cpus=0.5,
            mem_limit="400m",
            shm_size=33554432,
            execution_timeout=timedelta(seconds=600),
        )

    double = foreach_words.expand(item=start.output)
    join = step("join")
    decide = step("decide", tells=True)
    many = step("many", when=(chosen, {"decide": ["many"]}))
    few = step("few", when=(chosen, {"decide": ["few"]}))
    end = step("end", trigger_rule="none_failed", outlets=[FINISHED], post_execute=finished)

    double >> join >> decide >> [many, few] >> end
