"""Prints what Metaflow's own client reads of a run, as JSON.

usage: read_run.py FLOW [RUN]     RUN: the latest one when not given
"""

import hashlib
import json
import sys

from metaflow import Flow, Run, namespace

namespace(None)
flow = sys.argv[1]
run = Run(f"{flow}/{sys.argv[2]}") if len(sys.argv) > 2 else Flow(flow).latest_run


def plain(value):
    """Keeps apart what JSON would mix up: floats stay recognisable, exceptions become their type and message."""
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, set):
        return {"set": sorted(plain(item) for item in value)}
    if isinstance(value, bytes) and len(value) > 100_000:
        return {"sha1": hashlib.sha1(value).hexdigest(), "length": len(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, Exception):
        return {"type": value.type, "message": str(value)}
    if hasattr(value, "isoformat"):
        return {"datetime": value.isoformat()}
    return value


def exception_of(task):
    raised = task.exception
    return raised and {"type": raised.type, "message": str(raised.exception), "stack": raised.stacktrace}


json.dump(
    {
        "id": run.id,
        "successful": run.successful,
        "finished": run.finished,
        "tags": sorted(run.user_tags),
        "system_tags": sorted(run.system_tags),
        "data": run.data and {name: plain(getattr(run.data, name)) for name in run.data._artifacts},
        "tasks": {
            task.pathspec.split("/", 2)[2]: {
                "successful": task.successful,
                "finished": task.finished,
                "attempt": task.current_attempt,
                "index": task.index,
                "stdout": task.stdout,
                "stderr": task.stderr,
                "exception": exception_of(task),
                "origin": task.origin_pathspec,
                "parents": sorted(p.split("/", 2)[2] for p in task.parent_task_pathspecs),
                "children": sorted(c.split("/", 2)[2] for c in task.child_task_pathspecs),
                "artifacts": {a.id: plain(a.data) for a in task if not a.id.startswith("_") and a.id != "name"},
                "metadata": {name: value for name, value in task.metadata_dict.items()},
            }
            for step in run
            for task in step
        },
    },
    sys.stdout,
)
