#!/usr/bin/env python3
"""What recording from Python costs: nanoseconds a call, millions of points a second, milliseconds a process.

    python benchmarks/python_log.py            with the installed package; medians of several rounds, one line a figure
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

import gainsay

ROUNDS = 15
CALLS = 100_000
POINTS = 4_000_000


def nanoseconds_a_call(loop):
    """The median over rounds of the time of one call; loop(n) makes n calls."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter_ns()
        loop(CALLS)
        times.append((time.perf_counter_ns() - began) / CALLS)
    return statistics.median(times)


def calls(run):
    loss = run.curve("loss")
    value = np.float64(0.5)

    def log_one(n):
        for step in range(n):
            run.log(step, loss=0.31)

    def log_two(n):
        for step in range(n):
            run.log(step, loss=0.31, accuracy=0.97)

    def log_numpy(n):
        for step in range(n):
            run.log(step, loss=value)

    def log_curve(n):
        for step in range(n):
            loss.log(step, 0.31)

    def nothing(n):
        for _ in range(n):
            pass

    return {"an empty loop": nothing, "run.log(step, loss=x)": log_one, "run.log(step, loss=x, accuracy=y)": log_two,
            "run.log(step, loss=numpy.float64)": log_numpy, "curve.log(step, x)": log_curve}


def million_points_a_second(run):
    """Each round on a curve of its own; median."""
    steps = np.arange(POINTS)
    values = np.random.default_rng(1).standard_normal(POINTS)
    rates = []
    for number in range(5):
        curve = run.curve(f"array {number}")
        began = time.perf_counter()
        curve.log(steps, values)
        rates.append(POINTS / (time.perf_counter() - began) / 1e6)
    return statistics.median(rates)


def milliseconds_a_process(script, folder):
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", script], check=True, cwd=folder)
        times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(times)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, ".gainsay"))
        with gainsay.run(method="benchmark", study=folder) as run:
            for name, loop in calls(run).items():
                print(f"{name:40} {nanoseconds_a_call(loop):8.0f} ns")
            print(f"{'curve.log(steps, values), arrays':40} {million_points_a_second(run):8.1f} M points/s")
        one_value = "import gainsay\nwith gainsay.run(method='m') as run: run.log(0, loss=0.5)"
        for name, script in (("python -c pass", "pass"), ("import gainsay", "import gainsay"), ("a run with one value", one_value)):
            print(f"{name:40} {milliseconds_a_process(script, folder):8.1f} ms")


if __name__ == "__main__":
    main()
