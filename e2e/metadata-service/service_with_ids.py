"""metaflow-local-service where it falls short of Metaflow's own service and a run of a scheduler would see it.

As in services/metadata_service of Netflix/metaflow-service: the id that a run or a task brings along is kept, unless it is a
number (400) or there already (409); a step that is there is refused alike. Artifacts are kept for good, readers see those of
the latest attempt, and one of them can be asked for by its name.

usage: service_with_ids.py PORT FOLDER
"""

import sys

import uvicorn
from fastapi import HTTPException
from fastapi.responses import JSONResponse
from metaflow_local_service import server, store

new_run, new_task = store.create_run, store.create_task
read_artifacts, write_artifacts = store.get_artifacts, store.register_artifacts


def keep(record, *path):
    if path[-1].isnumeric():
        raise HTTPException(400, "a given id may not be a number")
    provider = store._local()
    folder = provider._create_and_get_metadir(*path)
    provider._save_meta(folder, {"_self": record})
    return record


def create_run(flow, body):
    run = body.get("run_number")
    if run is None:
        return new_run(flow, body)
    if store.get_run(flow, run):
        raise HTTPException(409)
    return keep(store._build_run_record(flow, run, body), flow, run)


def create_task(flow, run, step, body):
    task = body.get("task_id")
    if task is None:
        return new_task(flow, run, step, body)
    if store.get_task(flow, run, step, task):
        raise HTTPException(409)
    return keep(store._build_task_record(flow, run, step, task, body), flow, run, step, task)


def register_artifacts(flow, run, step, task, artifacts):
    known = {(each["attempt_id"], each["name"]) for each in read_artifacts(flow, run, step, task)}
    new = [each for each in artifacts if (each["attempt_id"], each["name"]) not in known]
    write_artifacts(flow, run, step, task, new)


def get_artifacts(flow, run, step, task, attempt=None):
    found = read_artifacts(flow, run, step, task, attempt)
    latest = max((each["attempt_id"] for each in found), default=None)
    return [each for each in found if each["attempt_id"] == latest]


store.create_run, store.create_task = create_run, create_task
store.register_artifacts, store.get_artifacts = register_artifacts, get_artifacts
app = server.create_app(sys.argv[2])


@app.get("/flows/{flow}/runs/{run}/steps/{step}/tasks/{task}/artifacts/{name}")
async def get_artifact(flow: str, run: str, step: str, task: str, name: str):
    found = [each for each in get_artifacts(flow, run, step, task) if each["name"] == name]
    return JSONResponse(found[0]) if found else JSONResponse({}, 404)


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
