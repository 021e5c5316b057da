# Made by `mf airflow create` for Airflow 2.11 and 3: change the source.
import hashlib
from datetime import timedelta

from airflow.configuration import conf
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from kubernetes.client import models as k8s

try:
    from airflow.sdk import DAG, Asset, task_group
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import task_group

RUN_ID = (
    "airflow-"
    "{{ md5((run_id + '-' + dag.dag_id).encode(), usedforsecurity=False).hexdigest()[:12] }}"
)
ATTEMPT = "{{ ti.try_number - 1 }}"
FINISHED = Asset("metaflow.CaughtFlow.end")
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
                    {"name": "METAFLOW_PRODUCTION_TOKEN", "value": "caughtflow-0-myfz"},
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
    path = "CaughtFlow/" + context["task"].metaflow_run_id + "/end/task"
    context["outlet_events"][FINISHED].extra["pathspec"] = path


def step(name, item="", options=(), tells=False, **kwargs):
    """Runs a step in a container."""
    args = ["step", name, "--run-id", RUN_ID, "--attempt", ATTEMPT, *options]
    if tells:
        args += ["--tell", "/airflow/xcom/return.json"]
        kwargs["tells"] = True
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


with DAG(
    dag_id="CaughtFlow",
    doc_md=(
        "Items that fail in every attempt, time out, or end their process: the join runs all the "
        "same.\n"
        "\n"
        "    start -> work*\n"
        "    work -> join -> end\n"
        "\n"
        "Source: `e2e/airflow/flows/decorated/caught.flow.ts`, data: "
        "`CaughtFlow/<metaflow_run_id>`."
    ),
    schedule=None,
    max_active_tasks=100,
    is_paused_upon_creation=False,
    default_args={"owner": "ana", "retries": 0},
    user_defined_macros={"md5": hashlib.md5},
):
    start = step("start", tells=True)

    @task_group(prefix_group_id=False)
    def foreach_kinds(item):
        return step(
            "work",
            item,
            options=["--max-user-code-retries", "{{ ti.max_tries - 3 }}"],
            retries=4,
            retry_delay=timedelta(minutes=0),
            active_deadline_seconds=302,
        )

    work = foreach_kinds.expand(item=start.output)
    join = step("join")
    end = step("end", outlets=[FINISHED], post_execute=finished)

    work >> join >> end
