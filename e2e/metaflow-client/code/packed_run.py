"""Runs a flow whose tasks have a code package, as those have that Metaflow runs on other machines.

Prints what Metaflow's client then says about that code.
"""

import json
import os
import subprocess
import sys

from metaflow import Flow, namespace
from metaflow.datastore import FlowDataStore
from metaflow.plugins.datastores.local_storage import LocalStorage

SOURCE = """from metaflow import FlowSpec, step


class Packed(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Packed()
"""

with open("packed_flow.py", "w") as file:
    file.write(SOURCE)


def flow(*args, **env):
    command = [sys.executable, "packed_flow.py", *args]
    subprocess.run(command, check=True, stdout=sys.stderr, env={**os.environ, **env})


flow("package", "save", "packed.tgz")
with open("packed.tgz", "rb") as file:
    package = file.read()
root = os.path.join(os.environ["METAFLOW_DATASTORE_SYSROOT_LOCAL"], ".metaflow")
store = FlowDataStore("Packed", None, storage_impl=LocalStorage, ds_root=root)
[(uri, sha)] = store.save_data([package], len_hint=1)
flow(
    "run",
    METAFLOW_CODE_SHA=sha,
    METAFLOW_CODE_URL=uri,
    METAFLOW_CODE_DS="local",
    METAFLOW_CODE_METADATA=json.dumps({"version": 0, "archive_format": "tgz", "mfcontent_version": 1}),
)

namespace(None)
run = Flow("Packed").latest_run
code = run.code
json.dump(
    {
        "run": run.id,
        "path": code.path,
        "info": code.info,
        "script_name": code.script_name,
        "flowspec": code.flowspec.decode(),
        "size": len(package),
        "files": sorted(member.name for member in code.tarball.getmembers() if member.isfile()),
    },
    sys.stdout,
)
