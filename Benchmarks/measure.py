"""Runs a command to its end and tells what it cost, as the kernel counted it."""

import dataclasses
import os
import resource
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass
class Cost:
    wall: float  # seconds
    cpu: float  # user and system seconds, of the process and the children it waited for
    megabytes: float  # largest resident set
    is_masked: bool = False  # the kernel keeps a parent's peak over exec, so less than ours cannot be told


class Failed(Exception):
    pass


def run(command, log, cwd=None, environment=None, accepted=(0,)):
    """Costs of one run; output goes to the file `log`, whose end is shown when the exit code is not an accepted one."""
    with open(log, "wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=cwd,
            env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in accepted:
        with open(log, "rb") as output:  # nothing when it went to /dev/null
            tail = output.read()[-2000:].decode("utf-8", "replace")
        raise Failed(f"{os.path.basename(str(command[0]))} ended with {child.returncode}:\n{tail}")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale, usage.ru_maxrss <= own)


def best(costs):
    """The smallest of each column, since what else the machine does only adds; the largest memory."""
    return Cost(
        min(cost.wall for cost in costs), min(cost.cpu for cost in costs),
        max(cost.megabytes for cost in costs), all(cost.is_masked for cost in costs))


def median(costs):
    """The middle of each column, as somebody at a prompt meets it."""
    return Cost(
        statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs),
        max(cost.megabytes for cost in costs), all(cost.is_masked for cost in costs))
