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
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, item="", tells=False, when=None, **kwargs):
    """Runs a step in a container."""
    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT]
    if tells:
        args += ["--tell", "/airflow/xcom/return.json"]
        kwargs["tells"] = True
    if when:
        check, *given = when
        kwargs["pre_execute"] = lambda context: check(context["ti"], *given)
    return pod_task(
        name,
        [*args, "--item", item],
        max_active_tis_per_dagrun=100,
        map_index_template="{{ task.arguments[-1].partition(' ')[2] }}" if item else None,
        **kwargs,
    )


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
    # Nothing else is a template.
    task.metaflow_run_id = RUN_ID
    task.template_fields = ("arguments", "env_vars", "annotations", "metaflow_run_id")
    return task


@task(trigger_rule="all_done")
def items_of(split, within, ti=None):
    """The items of an inner foreach, over all items of the foreach around it."""
    outer = tuple(item.split()[0] + "." for item in ti.xcom_pull(task_ids=within) or [])
    inner = [item for some in ti.xcom_pull(task_ids=[split]) for item in some or []]
    found = [item for item in inner if item.startswith(outer)]
    if len(found) > int(ENV["MF_MAX_ITEMS"]):
        raise AirflowFailException(f"{len(found)} items in all: raise core.max_map_length")
    return found


def told(ti, task):
    """What a task told Airflow at the same item of the foreach."""
    return ti.xcom_pull(task_ids=task, map_indexes=ti.map_index)


def chosen(ti, *ways):
    """Skips a task unless the switches of one of the ways have chosen to come here."""
    if not any(all(told(ti, switch) in way[switch] for switch in way) for way in ways):
        raise AirflowSkipException("No switch has chosen this step")


def succeeded(ti, task):
    """At which items a task has succeeded in this run, as map indexes."""
    run = ti.run_id
    if not hasattr(ti, "get_task_states"):  # Airflow 2
        found = ti.get_dagrun().fetch_task_instances(ti.dag_id, run, [task], ["success"])
        return {each.map_index for each in found}
    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task], run_ids=[run]).get(run, {})
    return {int(key[len(task) + 1 :] or -1) for key in states if states[key] == "success"}


def arrived(ti, *branches):
    """Skips a task at an item that did not get through one of the tasks of each branch."""
    for branch in branches:
        ends = [task for task in branch if ti.map_index in succeeded(ti, task)]
        if not any(branch[end] in (None, told(ti, end)) for end in ends):
            raise AirflowSkipException("This item did not get here")


def joined(ti, split, within, *ends):
    """Skips a join whose foreach did not run; fails it when an item did not get through."""
    arrived(ti, {split: None})
    places = set().union(*(succeeded(ti, end) for end in ends))
    items = ti.xcom_pull(task_ids=within) or []
    through = {item for place, item in enumerate(items) if place in places}
    lost = [item for item in told(ti, split) if item not in through]
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
    def foreach_texts(item):
        pick = step("pick", item, tells=True)
        split = step("split", item, tells=True, when=(chosen, {"pick": ["split"]}))
        plain = step("plain", item, when=(chosen, {"pick": ["plain"]}))
        pick >> [split, plain]
        return split, plain

    split, plain = foreach_texts.expand(item=start.output)
    items_of_split = items_of.override(task_id="items_of_split")("split", "start")

    @task_group(prefix_group_id=False)
    def foreach_numbers(item):
        return step("work", item)

    work = foreach_numbers.expand(item=items_of_split)

    @task_group(prefix_group_id=False)
    def foreach_texts_2(item):
        inner = step(
            "inner", item, trigger_rule="all_done", when=(joined, "split", "items_of_split", "work")
        )
        merge = step(
            "merge", item, trigger_rule="all_done", when=(arrived, {"inner": None, "plain": None})
        )
        inner >> merge
        return inner, merge

    inner, merge = foreach_texts_2.expand(item=start.output)
    outer = step("outer", trigger_rule="none_failed", when=(joined, "start", "start", "merge"))
    end = step("end", outlets=[FINISHED], post_execute=finished)

    split >> items_of_split
    plain >> merge >> outer >> end
    work >> inner
