"""Does one work with one tool, in the tool's own environment; prints what was seen as a line of JSON.

    python worker.py MODULE WORK FOLDER [JSON]
"""
import importlib
import json
import math
import os
import statistics
import struct
import sys
import time
from itertools import count

TEN = [f"metric_{number}" for number in range(10)]
BATCH = 50

TINIEST, LARGEST = 5e-324, sys.float_info.max
ODD = {"NaN": [(0, math.nan)], "inf": [(0, math.inf)], "-inf": [(0, -math.inf)], "-0.0": [(0, -0.0)],
       "5e-324": [(0, TINIEST)], "1.8e308": [(0, LARGEST)], "1/3": [(0, 1 / 3)],
       "a step again": [(3, 0.125), (3, 0.25)], "a step back": [(5, 0.125), (2, 0.25)], "step -5": [(-5, 0.125)],
       "step 2^53 + 1": [(2**53 + 1, 0.125)]}


def _load_reader(peer):
    if hasattr(peer, "load_reader"):
        peer.load_reader()


def process(peer, folder):
    run = peer.start(folder, "process")
    peer.log(run, 0, "loss", 0.5)
    peer.finish(run)
    return {}


def calls(peer, folder, metrics, most, seconds):
    """The median over batches of the time of a call; then how long until all is kept and can be read."""
    run = peer.start(folder, "calls")
    steps = count()
    values = {name: 0.1 * number for number, name in enumerate(TEN)}

    def batch():
        began = time.perf_counter_ns()
        if metrics == 1:
            for _ in range(BATCH):
                peer.log(run, next(steps), "loss", 0.31)
        else:
            for _ in range(BATCH):
                peer.log_many(run, next(steps), values)
        return (time.perf_counter_ns() - began) / BATCH

    batch()
    times, end = [], time.perf_counter() + seconds
    while len(times) * BATCH < most and time.perf_counter() < end:
        times.append(batch())
    _load_reader(peer)
    began = time.perf_counter()
    peer.finish(run)
    peer.settle(folder)
    return {"ns": statistics.median(times), "mean_ns": statistics.mean(times), "drain_s": time.perf_counter() - began,
            "calls": (len(times) + 1) * BATCH}


def record(peer, folder, curves, first_only):
    """curves: a file with {run: {metric: [[step, value], ...]}}, where a value is a number's repr. first_only: of each curve."""
    with open(curves) as file:
        runs = json.load(file)
    points = 0
    for name, metrics in runs.items():
        run = peer.start(folder, name)
        rows = sorted((step, metric, float(value)) for metric, curve in metrics.items()
                      for step, value in (curve[:1] if first_only else curve))
        for step, metric, value in rows:
            peer.log(run, step, metric, value)
        points += len(rows)
        peer.finish(run)
    peer.settle(folder)
    return {"points": points}


def loop(peer, folder, acknowledge):
    """Logs until it is killed; each call that returned is acknowledged."""
    run = peer.start(folder, "loop")
    for step in count():
        peer.log(run, step, "loss", 0.31)
        os.write(acknowledge, struct.pack("<q", step + 1))


def writer(peer, folder, name, points):
    run = peer.start(folder, name)
    for step in range(points):
        peer.log(run, step, "loss", 0.31)
    peer.finish(run)
    return {}


def fork(peer, folder, points):
    """The parent logs 10 points before and 10 after a child that ends by _exit, as the workers of a data loader do."""
    run = peer.start(folder, "fork")
    for step in range(10):
        peer.log(run, step, "loss", 0.31)
    child = os.fork()
    if child == 0:
        for step in range(points):
            peer.log(run, 1000 + step, "loss", 0.31)
        os._exit(0)
    os.waitpid(child, 0)
    for step in range(2000, 2010):
        peer.log(run, step, "loss", 0.31)
    peer.finish(run)
    return {}


def odd(peer, folder):
    """A run a case; an exception is a value that is not kept."""
    for number, points in enumerate(ODD.values()):
        run = peer.start(folder, f"odd{number}")
        for step, value in points:
            try:
                peer.log(run, step, "loss", value)
            except Exception as error:
                print(error, file=sys.stderr)
        peer.finish(run)
    return {}


def _bits(steps, values):
    return sorted((int(step), struct.pack("<d", float(value))) for step, value in zip(steps, values))


def odd_kept(peer, folder):
    peer.settle(folder)
    changed = []
    for number, (case, points) in enumerate(ODD.items()):
        try:
            kept = _bits(*peer.read_curve(folder, f"odd{number}", "loss"))
        except Exception as error:
            print(case, repr(error), file=sys.stderr)
            kept = None
        if kept != _bits(*zip(*points)):
            changed.append(case)
    return {"cases": len(ODD), "changed": changed}


def settled(peer, folder):
    """By a process that comes later, as a reader does."""
    peer.settle(folder)
    return {}


def number_of_points(peer, folder):
    peer.settle(folder)
    return {"points": peer.logged_points(folder)}


def long_curve(peer, folder, points):
    run = peer.start(folder, "long")
    steps, values = range(points), [1 / (1 + step) for step in range(points)]
    if hasattr(peer, "log_curve"):
        peer.log_curve(run, "loss", steps, values)
    else:
        for step in steps:
            peer.log(run, step, "loss", values[step])
    peer.finish(run)
    peer.settle(folder)
    return {}


def read(peer, folder, points):
    _load_reader(peer)
    began = time.perf_counter()
    steps, _ = peer.read_curve(folder, "long", "loss")
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "complete": len(steps) == points}


def many_runs(peer, folder, runs):
    for number in range(runs):
        run = peer.start(folder, f"run{number}")
        peer.log_many(run, 0, {name: number + index / 10 for index, name in enumerate(TEN)})
        peer.finish(run)
    peer.settle(folder)
    return {}


def list_runs(peer, folder, runs):
    _load_reader(peer)
    began = time.perf_counter()
    seen = peer.list_runs(folder)
    return {"seconds": time.perf_counter() - began, "complete": tuple(seen) == (runs, runs * len(TEN)), "seen": seen}


def main():
    module, work, folder, *arguments = sys.argv[1:]
    peer = importlib.import_module(f"peers.{module}")
    if work == "abilities":
        seen = {"abilities": dir(peer), "reads_itself": getattr(peer, "READS_ITSELF", True)}
    else:
        seen = globals()[work](peer, folder, **json.loads(arguments[0] if arguments else "{}"))
    sys.stdout.flush()
    print("\nSEEN " + json.dumps(seen), flush=True)


if __name__ == "__main__":
    main()
