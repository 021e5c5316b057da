"""Runs a command and prints its CPU seconds (user and system, with all children it waited for) and wall seconds as JSON."""

import json
import resource
import subprocess
import sys
import time

started = time.monotonic()
finished = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "cpu": usage.ru_utime + usage.ru_stime,
            "wall": time.monotonic() - started,
            "status": finished.returncode,
            "stderr": finished.stderr.decode(errors="replace")[-2000:],
        }
    )
)
