"""The works: what is done with a tool, in processes of its own, and what is seen of it.

A work takes a Bench and returns a dict of figures. `Failed` is a cell of the table that says why.
"""
import json
import os
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from curves import folder_bytes
from roster import environment_of

HERE = Path(__file__).resolve().parent
WRITERS, POINTS_EACH = 16, 200
CHILD_POINTS = 100
CURVE_POINTS = 100_000
RUNS = 1_000


class Failed(Exception):
    pass


class Bench:
    """One tool with its Python, and fresh folders for its stores."""

    def __init__(self, peer, python, variables, limit, repeats):
        self.peer, self.python, self.variables, self.limit, self.repeats = peer, python, variables, limit, repeats

    def environment(self, folder):
        os.makedirs(folder + ".home", exist_ok=True)
        return {**environment_of(self.peer, folder), **self.variables}

    def start(self, folder, work, **arguments):
        """A worker in a process group of its own, so that nothing of it is left behind."""
        return subprocess.Popen([self.python, HERE / "worker.py", self.peer.module, work, folder, json.dumps(arguments)],
                                cwd=folder, env=self.environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, start_new_session=True,
                                pass_fds=[arguments["acknowledge"]] if "acknowledge" in arguments else ())

    def finish(self, process, limit=None):
        limit = limit or self.limit
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            raise Failed(f"not done in {limit:g} s") from None
        finally:
            end(process)
        lines = [line for line in out.splitlines() if line.startswith("SEEN ")]
        if process.returncode != 0 or not lines:
            said = [line for line in err.strip().splitlines() if line.strip()] or [f"exit code {process.returncode}"]
            raise Failed(said[-1].strip()[:110])
        return json.loads(lines[-1][5:])

    def do(self, folder, work, limit=None, **arguments):
        return self.finish(self.start(folder, work, **arguments), limit)

    def folder(self):
        return tempfile.TemporaryDirectory(prefix="peers-", ignore_cleanup_errors=True)

    def store(self, root):
        path = os.path.join(root, "store")
        os.makedirs(os.path.join(path, ".gainsay") if self.peer.module == "gainsay" else path)
        return path

    def repeated(self, once, most=None):
        """What `once(store)` gives in fresh stores: as many as were asked for, fewer when that takes longer than the limit."""
        seen, began = [], time.monotonic()
        while len(seen) < (most or self.repeats) and (not seen or time.monotonic() - began < self.limit):
            with self.folder() as root:
                seen.append(once(self.store(root)))
        return seen


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    for pipe in (process.stdout, process.stderr):
        pipe.close()


def median(seen, key):
    return statistics.median(one[key] for one in seen)


def process(bench, _):
    """A process that starts a run in a store that exists, logs one value and ends."""
    with bench.folder() as root:
        store = bench.store(root)
        bench.do(store, "process")
        times = []
        while len(times) < bench.repeats:
            began = time.perf_counter()
            bench.do(store, "process")
            times.append(time.perf_counter() - began)
    return {"seconds": statistics.median(times), "repeats": len(times)}


def _calls(bench, metrics):
    seen = bench.repeated(lambda store: bench.do(store, "calls", metrics=metrics, most=10_000, seconds=3))
    return {"ns": median(seen, "ns"), "mean_ns": median(seen, "mean_ns"), "drain_s": median(seen, "drain_s"),
            "calls": int(median(seen, "calls")), "repeats": len(seen)}


def call(bench, _):
    return _calls(bench, 1)


def call_ten(bench, _):
    return _calls(bench, 10)


def size(bench, curves):
    """The curves of a folder, in one store: bytes a point, and bytes of each point beyond the first of its curve (which leaves
    out what an empty store, a run and a name take)."""
    def once(store, first_only):
        points = bench.do(store, "record", curves=str(curves), first_only=first_only, limit=2 * bench.limit)["points"]
        bench.do(store, "settled")
        return {"bytes": folder_bytes(store), "points": points}
    (whole,) = bench.repeated(lambda store: once(store, False), most=1)
    (first,) = bench.repeated(lambda store: once(store, True), most=1)
    further = (whole["bytes"] - first["bytes"]) / (whole["points"] - first["points"])
    return {**whole, "bytes_a_point": whole["bytes"] / whole["points"], "bytes_a_further_point": further}


def _acknowledged_when_killed(bench, store):
    """How many calls had returned when the process was killed, a second after the first one. The pipe is emptied all the while."""
    reading, writing = os.pipe()
    worker = bench.start(store, "loop", acknowledge=writing)
    os.close(writing)
    first, data = threading.Event(), bytearray()

    def empty():
        while part := os.read(reading, 1 << 16):
            data.extend(part)
            first.set()

    thread = threading.Thread(target=empty)
    thread.start()
    try:
        if not first.wait(bench.limit):
            raise Failed("did not begin to log")
        time.sleep(1)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        time.sleep(3)  # some tools have a process beside that still writes
    finally:
        end(worker)
        thread.join()
        os.close(reading)
    last = len(data) // 8 * 8 - 8
    return struct.unpack_from("<q", data, last)[0]


def kill(bench, _):
    def once(store):
        acknowledged = _acknowledged_when_killed(bench, store)
        kept = bench.do(store, "number_of_points")["points"]
        return {"acknowledged": acknowledged, "lost": max(0, acknowledged - kept)}
    seen = bench.repeated(once)
    return {"acknowledged": [one["acknowledged"] for one in seen], "lost": [one["lost"] for one in seen], "repeats": len(seen)}


def _writers(bench, store):
    began = time.perf_counter()
    processes = [bench.start(store, "writer", name=f"writer{number}", points=POINTS_EACH) for number in range(WRITERS)]
    failed = 0
    try:
        for process_ in processes:
            try:
                bench.finish(process_)
            except Failed as error:
                print(f"  a writer: {error}", file=sys.stderr)
                failed += 1
    finally:
        for process_ in processes:
            end(process_)
    return time.perf_counter() - began, failed


def _writers_in(bench, exists):
    def once(store):
        before = 0
        if exists:
            bench.do(store, "process")
            before = 1
        seconds, failed = _writers(bench, store)
        kept = bench.do(store, "number_of_points")["points"] - before
        return {"seconds": seconds, "failed_processes": failed, "lost": WRITERS * POINTS_EACH - kept}
    seen = bench.repeated(once)
    return {"seconds": median(seen, "seconds"), "failed_processes": max(one["failed_processes"] for one in seen),
            "lost": [one["lost"] for one in seen], "repeats": len(seen)}


def writers(bench, _):
    return _writers_in(bench, exists=True)


def writers_new(bench, _):
    return _writers_in(bench, exists=False)


def fork(bench, _):
    def once(store):
        bench.do(store, "fork", points=CHILD_POINTS)
        return {"lost": 20 + CHILD_POINTS - bench.do(store, "number_of_points")["points"]}
    seen = bench.repeated(once, most=3)
    return {"lost": [one["lost"] for one in seen], "repeats": len(seen)}


def odd(bench, _):
    def once(store):
        bench.do(store, "odd")
        return bench.do(store, "odd_kept")
    (seen,) = bench.repeated(once, most=1)
    return seen


def read(bench, _):
    """A curve of 100,000 points, read each time by a process of its own; imports are not timed."""
    with bench.folder() as root:
        store = bench.store(root)
        bench.do(store, "long_curve", points=CURVE_POINTS, limit=2 * bench.limit)
        bench.do(store, "settled")
        size_ = folder_bytes(store)
        seen = [bench.do(store, "read", points=CURVE_POINTS) for _ in range(bench.repeats)]
    if not all(one["complete"] for one in seen):
        raise Failed("the curve came back incomplete")
    return {"seconds": median(seen, "seconds"), "bytes_a_point": size_ / CURVE_POINTS, "repeats": len(seen)}


def runs(bench, _):
    """Lists 1,000 runs with 10 final metrics each."""
    with bench.folder() as root:
        store = bench.store(root)
        bench.do(store, "many_runs", runs=RUNS, limit=2 * bench.limit)
        bench.do(store, "settled")
        seen = [bench.do(store, "list_runs", runs=RUNS) for _ in range(bench.repeats)]
    if not all(one["complete"] for one in seen):
        raise Failed(f"listed {seen[0]['seen'][0]} runs, {seen[0]['seen'][1]} values")
    return {"seconds": median(seen, "seconds"), "repeats": len(seen)}


WORKS = {"process": process, "call": call, "call_ten": call_ten, "size": size, "kill": kill, "fork": fork, "odd": odd,
         "writers": writers, "writers_new": writers_new, "read": read, "runs": runs}
READING = {"read", "runs"}
