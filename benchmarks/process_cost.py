"""What the scale benchmarks share: the cost of one process."""
import os
import subprocess
import sys
import time


def measured(command):
    """Seconds and peak megabytes of one process, whose output is thrown away. Ends the script where the process fails."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with status {status}")
    return time.perf_counter() - start, usage.ru_maxrss / 1000
