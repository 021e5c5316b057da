"""
Runs a command and prints as JSON: its CPU seconds (user and system, with all children it waited for), its wall seconds, the most
memory that it had itself, without children, in MB (0 where there is no /proc), and the most that it had with all that it had started.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time


def peak(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            return max((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")), default=0)
    except OSError:
        return 0


def tree(pid):
    """What a process and those that it has started have in memory now, in MB; pages that they share are counted for each."""
    try:
        with open(f"/proc/{pid}/status") as status:
            own = next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")), 0)
        with open(f"/proc/{pid}/task/{pid}/children") as children:
            return own + sum(tree(child) for child in children.read().split())
    except OSError:
        return 0


memory = 0
all_memory = 0
# A `python3` that is a shell script, as pyenv's, has had children before it became this program.
before = resource.getrusage(resource.RUSAGE_CHILDREN)
with tempfile.TemporaryFile() as stderr:
    started = time.monotonic()
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=stderr)
    while True:
        memory = max(memory, peak(child.pid))
        all_memory = max(all_memory, tree(child.pid))
        try:
            child.wait(0.1)
            break
        except subprocess.TimeoutExpired:
            pass
    wall = time.monotonic() - started
    stderr.seek(0)
    said = stderr.read().decode(errors="replace")
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "cpu": usage.ru_utime + usage.ru_stime - before.ru_utime - before.ru_stime,
            "wall": wall,
            "memory": memory,
            "allMemory": all_memory,
            "status": child.returncode,
            "stderr": said[-2000:],
        }
    )
)
