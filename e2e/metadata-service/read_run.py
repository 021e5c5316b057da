"""Prints what Metaflow's own client reads of a flow's latest run at a service that can't look for single artifacts, as JSON.

usage: read_run.py FLOW TAG
"""

import json
import sys

from metaflow import Flow, get_metadata

flow = Flow(sys.argv[1])
run = flow.latest_run
tasks = {task.pathspec.split("/", 2)[2]: task for step in run for task in step}

json.dump(
    {
        "metadata": get_metadata(),
        "id": run.id,
        "tags": sorted(run.user_tags),
        "system_tags": sorted(run.system_tags),
        "tagged": [tagged.id for tagged in flow.runs(sys.argv[2])],
        "tasks": {
            path: {
                "stdout": task.stdout,
                "attempt": task.current_attempt,
                "artifacts": {a.id: a.data for a in task if not a.id.startswith("_")},
            }
            for path, task in tasks.items()
        },
    },
    sys.stdout,
)
