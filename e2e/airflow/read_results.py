"""Prints what Metaflow's own client reads of runs, as JSON: for each run, what its tasks have left, by place.

usage: read_results.py FLOW/RUN ...

A place is `step[indices in the foreach loops][visit of a loop]`: ids of tasks differ between schedulers.
"""

import json
import re
import sys

from metaflow import Run, namespace

namespace(None)


def readable(value):
    """Types of items included; what changes from process to process left out."""
    if type(value).__name__ == "MetaflowExceptionWrapper":
        return f"{value.type}: {value.exception}"
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__} {sorted(map(repr, value))}"
    text = re.sub(r" at 0x[0-9a-f]+", "", repr(value))
    return text if len(text) < 2000 else f"{text[:2000]} and {len(text) - 2000} more"


def left(artifact):
    """The bytes that were stored are compared too, but for errors, whose stack traces name files of the machine."""
    value = artifact.data
    return [readable(value), None if type(value).__name__ == "MetaflowExceptionWrapper" else artifact.sha]


def place(task):
    stack = [frame.index for frame in task["_foreach_stack"].data]
    visits = task["_iteration_stack"].data if "_iteration_stack" in task else []
    return f"{task.parent.id}{stack}{list(visits)}"


def results(run):
    tasks = [task for step in run for task in step]
    # A task whose process was killed has left nothing to be found by.
    places = {task.pathspec: place(task) for task in tasks if "_foreach_stack" in task}
    return {
        places.get(task.pathspec, f"{task.parent.id} (without results)"): {
            "successful": task.successful,
            "exception": task.exception and readable(task.exception),
            "stdout": task.stdout,
            "parents": sorted(places.get(path, path) for path in task.parent_task_pathspecs) if run.successful else [],
            "artifacts": {each.id: left(each) for each in task if not each.id.startswith("_")},
        }
        for task in tasks
    }


def described(run):
    return {
        "successful": run.successful,
        "tags": sorted(run.user_tags),
        "printed": run.end_task and run.end_task.stdout,
        "tasks": results(run),
    }


json.dump([described(Run(path)) for path in sys.argv[1:]], sys.stdout)
