# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib

from airflow.configuration import conf
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from kubernetes.client import models as k8s

try:
    from airflow.sdk import DAG, Asset, task, task_group
    from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task, task_group
    from airflow.exceptions import AirflowFailException, AirflowSkipException

RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.NestedFlow.end")
MAX_WORKERS = 100
IMAGE = "HOST/mf-e2e@sha256:DIGEST"
ENV = {
    "AIRFLOW_CTX_DAG_RUN_ID": "{{ run_id }}",
    "AIRFLOW_CTX_EXECUTION_DATE": "{{ '' if ti.get_task_states is defined else ts }}",
    "MF_MAX_ITEMS": conf.get("core", "max_map_length"),
}
POD = {
    "metadata": {
        "namespace": "default",
        "labels": {
            "app.kubernetes.io/name": "metaflow-task", "app.kubernetes.io/part-of": "metaflow"
        },
        "annotations": {},
    },
    "spec": {
        "containers": [
            {
                "name": "base",
                "env": [
                    {"name": "METAFLOW_KUBERNETES_WORKLOAD", "value": "1"},
                    {"name": "METAFLOW_RUNTIME_ENVIRONMENT", "value": "kubernetes"},
                    {"name": "METAFLOW_DEFAULT_DATASTORE", "value": "s3"},
                    {"name": "METAFLOW_DATASTORE_SYSROOT_S3", "value": "s3://flows/team/metaflow"},
                    {"name": "METAFLOW_S3_ENDPOINT_URL", "value": "http://HOST"},
                    {"name": "METAFLOW_PRODUCTION_TOKEN", "value": "nestedflow-0-dzau"},
                    {"name": "METAFLOW_RUNTIME_NAME", "value": "airflow"},
                    {
                        "name": "METAFLOW_KUBERNETES_NAMESPACE",
                        "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}},
                    },
                    {
                        "name": "METAFLOW_KUBERNETES_POD_NAMESPACE",
                        "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}},
                    },
                    {
                        "name": "METAFLOW_KUBERNETES_POD_NAME",
                        "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}},
                    },
                    {
                        "name": "METAFLOW_KUBERNETES_POD_ID",
                        "valueFrom": {"fieldRef": {"fieldPath": "metadata.uid"}},
                    },
                    {
                        "name": "METAFLOW_KUBERNETES_SERVICE_ACCOUNT_NAME",
                        "valueFrom": {"fieldRef": {"fieldPath": "spec.serviceAccountName"}},
                    },
                    {
                        "name": "METAFLOW_KUBERNETES_NODE_IP",
                        "valueFrom": {"fieldRef": {"fieldPath": "status.hostIP"}},
                    },
                ],
                "envFrom": [{"secretRef": {"name": "mf-e2e-s3"}}],
                "resources": {
                    "requests": {"cpu": "0.05", "memory": "160M", "ephemeral-storage": "50M"},
                    "limits": {},
                },
                "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],
                "terminationMessagePolicy": "FallbackToLogsOnError",
            },
        ],
        "restartPolicy": "Never",
        "activeDeadlineSeconds": 432000,
        "terminationGracePeriodSeconds": 10,
        "volumes": [{"name": "tmp", "emptyDir": {}}],
    },
}


def finished(context, result=None):
    """Tells flows that wait for this one which run it was."""
    path = "NestedFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra = {"id": path, "pathspec": path}


def step(name, index="", item="", tells=False, when=None, **kwargs):
    """Runs a step in a container."""
    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT]
    args += ["--index", index]
    if tells:
        args += ["--tell", "/airflow/xcom/return.json"]
        kwargs["tells"] = True
    if when:
        check, *given = when
        kwargs["pre_execute"] = lambda context: check(context, *given)
    task = pod_task(
        name,
        args,
        max_active_tis_per_dagrun=MAX_WORKERS,
        map_index_template="{{ task.metaflow_item }}" if index else None,
        **kwargs,
    )
    task.metaflow_item = item
    task.template_fields = (*task.template_fields, "metaflow_item")
    return task


def pod_task(name, args, pod=POD, image=IMAGE, tells=False, **kwargs):
    task = KubernetesPodOperator(
        task_id=name,
        image=image,
        arguments=args,
        env_vars=[k8s.V1EnvVar(name=key, value=value) for key, value in ENV.items()],
        annotations={"metaflow/step_name": name, "metaflow/run_id": RUN_ID},
        pod_template_dict=pod,
        do_xcom_push=tells,
        startup_check_interval_seconds=1,
        startup_timeout_seconds=3600,
        on_finish_action="delete_pod",
        **kwargs,
    )
    # For the Rendered Template page. Nothing else is a template.
    task.metaflow_run_id = RUN_ID
    task.template_fields = ("arguments", "env_vars", "annotations", "metaflow_run_id")
    return task


@task(trigger_rule="all_done")
def items_of(split, within, ti=None):
    """The items of an inner foreach, over all items of the foreach around it."""
    outer = {item["index"] for item in ti.xcom_pull(task_ids=within) or []}
    inner = [item for some in ti.xcom_pull(task_ids=[split]) for item in some or []]
    found = [item for item in inner if item["index"].rpartition(".")[0] in outer]
    if len(found) > int(ENV["MF_MAX_ITEMS"]):
        raise AirflowFailException(f"{len(found)} items in all: raise core.max_map_length")
    return found


def told(context, task):
    """What a task told Airflow at the same item of the foreach."""
    return context["ti"].xcom_pull(task_ids=task, map_indexes=context["ti"].map_index)


def chosen(context, *ways):
    """Skips a task unless the switches of one of the ways have chosen to come here."""
    if not any(all(told(context, switch) in way[switch] for switch in way) for way in ways):
        raise AirflowSkipException("No switch has chosen this step")


def succeeded(context, task):
    """At which items a task has succeeded in this run, as map indexes."""
    ti, run = context["ti"], context["run_id"]
    if not hasattr(ti, "get_task_states"):  # Airflow 2
        found = context["dag_run"].fetch_task_instances(ti.dag_id, run, [task], ["success"])
        return {each.map_index for each in found}
    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task], run_ids=[run]).get(run, {})
    return {int(key[len(task) + 1 :] or -1) for key in states if states[key] == "success"}


def arrived(context, *branches):
    """Skips a task at an item that did not get through one of the tasks of each branch."""
    for branch in branches:
        ends = [task for task in branch if context["ti"].map_index in succeeded(context, task)]
        if not any(branch[end] in (None, told(context, end)) for end in ends):
            raise AirflowSkipException("This item did not get here")


def joined(context, split, within, *ends):
    """Skips a join whose foreach did not run; fails it when an item did not get through."""
    if context["ti"].map_index not in succeeded(context, split):
        raise AirflowSkipException("The foreach did not run")
    places = set().union(*(succeeded(context, end) for end in ends))
    inner = enumerate(context["ti"].xcom_pull(task_ids=within) or [])
    through = {item["index"] for place, item in inner if place in places}
    lost = [item["item"] for item in told(context, split) if item["index"] not in through]
    if lost:
        raise AirflowFailException(f"{len(lost)} items did not get here: {lost[:10]}")


with DAG(
    dag_id="NestedFlow",
    doc_md=(
        "A foreach in a foreach, in one case of a switch; items whose text a template or a shell "
        "would change.\n"
        "\n"
        "    start -> pick*\n"
        "    pick -> (split | plain)\n"
        "    split -> work*\n"
        "    work -> inner -> merge -> outer -> end\n"
        "    plain -> merge\n"
        "\n"
        "Source: `e2e/airflow/flows/shapes/nested.flow.ts`, data: `NestedFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=600,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", tells=True)

    @task_group(prefix_group_id=False)
    def foreach_texts(index, item):
        pick = step("pick", index, item, tells=True)
        split = step("split", index, item, tells=True, when=(chosen, {"pick": ["split"]}))
        plain = step("plain", index, item, when=(chosen, {"pick": ["plain"]}))
        pick >> [split, plain]
        return split, plain

    split, plain = foreach_texts.expand_kwargs(start.output)
    items_of_split = items_of.override(task_id="items_of_split")("split", "start")

    @task_group(prefix_group_id=False)
    def foreach_numbers(index, item):
        return step("work", index, item)

    work = foreach_numbers.expand_kwargs(items_of_split)

    @task_group(prefix_group_id=False)
    def foreach_texts_2(index, item):
        inner = step(
            "inner",
            index,
            item,
            trigger_rule="all_done",
            when=(joined, "split", "items_of_split", "work"),
        )
        merge = step(
            "merge",
            index,
            item,
            trigger_rule="all_done",
            when=(arrived, {"inner": None, "plain": None}),
        )
        inner >> merge
        return inner, merge

    inner, merge = foreach_texts_2.expand_kwargs(start.output)
    outer = step("outer", trigger_rule="none_failed", when=(joined, "start", "start", "merge"))
    end = step("end", outlets=[FINISHED], post_execute=finished)

    split >> items_of_split
    plain >> merge >> outer >> end
    work >> inner
