"""Prints what Metaflow's own client reads of every run of a datastore, as JSON in the words of a golden run's `expected.json`.

What is asked is in packages/client/golden/README.md; `__error__` stands where the client raised.
"""

import json
import sys

from metaflow import Metaflow, namespace
from metaflow.exception import MetaflowException

namespace(None)

INTERNAL = (
    "_foreach_stack _foreach_var _foreach_num_splits _foreach_values _iteration_stack "
    "_transition _task_ok _success _current_step _exception"
).split()


def plain(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"__int__": str(value)}
    if isinstance(value, float):
        return {"__float__": repr(value)}
    if isinstance(value, bytes):
        return {"__bytes_hex__": value.hex()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        fields = {key: plain(item) for key, item in value._asdict().items()}
        return {"__namedtuple__": type(value).__name__, "fields": fields}
    if isinstance(value, tuple):
        return {"__tuple__": [plain(item) for item in value]}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return {"__set__": sorted(map(str, value))}
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: plain(item) for key, item in value.items()}
        return {"__dict__": [[plain(key), plain(item)] for key, item in value.items()]}
    if type(value).__name__ == "MetaflowExceptionWrapper":
        return {
            "__exception__": value.type,
            "exception": value.exception,
            "has_stacktrace": bool(value.stacktrace),
        }
    return {"__object__": str(type(value))}


def or_error(ask):
    try:
        return ask()
    except MetaflowException as refused:
        return {"__error__": type(refused).__name__}


def describe_flow(flow):
    successful = flow.latest_successful_run
    return {
        "latest_run": flow.latest_run.id,
        "latest_successful_run": successful and successful.id,
        "runs_in_order": [run.id for run in flow],
        "runs": {run.id: describe_run(run) for run in flow},
    }


def describe_run(run):
    parameters = run["_parameters"].task
    return {
        "successful": run.successful,
        "finished": run.finished,
        "user_tags": sorted(run.user_tags),
        "system_tags": sorted(run.system_tags),
        "created_at_ms": int(run.created_at.timestamp() * 1000),
        "origin_pathspec": or_error(lambda: run.origin_pathspec),
        "has_data": run.data is not None,
        "end_task": run.end_task and run.end_task.pathspec,
        "steps_in_order": [step.id for step in run],
        "parameters": {artifact.id: plain(artifact.data) for artifact in parameters},
        "_parameters_task": parameters.id,
        "steps": {step.id: describe_step(step) for step in run},
    }


def describe_step(step):
    return {
        "parent_steps": or_error(lambda: sorted(parent.id for parent in step.parent_steps)),
        "child_steps": or_error(lambda: sorted(child.id for child in step.child_steps)),
        "tasks": {task.id: describe_task(task) for task in step},
    }


def describe_task(task):
    stderr = task.stderr.split("\n")
    return {
        "successful": task.successful,
        "finished": task.finished,
        "exception": plain(task.exception),
        "index": task.index,
        "current_attempt": task.current_attempt,
        "stdout": task.stdout,
        "stdout_size": task.stdout_size,
        "stderr_lines": len(stderr),
        "stderr_first": stderr[0],
        "origin_pathspec": or_error(lambda: task.origin_pathspec),
        "parents": or_error(lambda: sorted(task.parent_task_pathspecs)),
        "children": or_error(lambda: sorted(task.child_task_pathspecs)),
        "metadata": dict(task.metadata_dict),
        "code": task.code and task.code.path,
        "artifacts": {
            artifact.id: {"value": plain(artifact.data), "sha": artifact.sha, "size": artifact.size}
            for artifact in task
        },
        "internal": {name: plain(task[name].data) for name in INTERNAL if name in task},
        "graph_info_sha": task["_graph_info"].sha if "_graph_info" in task else None,
    }


json.dump({flow.id: describe_flow(flow) for flow in Metaflow()}, sys.stdout)
