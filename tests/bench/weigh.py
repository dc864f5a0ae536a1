"""Runs one command and writes what it cost as JSON: `python weigh.py COST.json LIMIT_SECONDS COMMAND...`.

A small process of its own, because the kernel starts a child's peak memory at the peak of whoever spawned it:
spawned from the benchmark, with its large frames, every small matcher would seem as large as the benchmark.
"""

import json
import os
import subprocess
import sys
import threading
import time


def main() -> int:
    """Run, wait, write seconds, cpu_s, peak_kb and code; error text goes to our standard error."""
    cost, limit_s, *command = sys.argv[1:]
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    timer = threading.Timer(float(limit_s), child.kill)
    timer.start()
    _, status, usage = os.wait4(child.pid, 0)
    timer.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    weighed = {
        "seconds": time.perf_counter() - started,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_kb": usage.ru_maxrss,
        "code": child.returncode,
    }
    with open(cost, "w", encoding="utf-8") as file:
        json.dump(weighed, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
