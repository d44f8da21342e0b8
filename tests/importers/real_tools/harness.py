"""What the tests with real tools share: an interpreter that has the tool, a study, comparisons bit for bit.

A test runs in the first interpreter that can import the tool, of those in GAINSAY_TEST_PYTHON (several are
separated by colons) and the one it was started with. Where none can, it says so and exits with 77, which ctest
takes for skipped.
"""

import importlib.util
import json
import math
import os
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77


def need(*modules):
    """Goes on in an interpreter that has the modules, or skips the test."""
    if all(importlib.util.find_spec(module) for module in modules):
        return
    tried = os.environ.get("GAINSAY_TRIED_PYTHON", "").split(os.pathsep)
    for python in filter(None, os.environ.get("GAINSAY_TEST_PYTHON", "").split(os.pathsep)):
        if python not in tried:
            os.environ["GAINSAY_TRIED_PYTHON"] = os.pathsep.join(tried + [python])
            os.execv(python, [python] + sys.argv)
    print(f"skipped: no interpreter can import {' and '.join(modules)}; install it, and name the interpreter "
          "in GAINSAY_TEST_PYTHON")
    sys.exit(SKIPPED)


class Study:
    """A study in a folder of its own, removed at the end, and the verbs of the program on it."""

    def __init__(self, binary):
        self.binary = binary
        self.temporary = tempfile.TemporaryDirectory(prefix="gainsay-real-tools-", ignore_cleanup_errors=True)
        self.folder = self.temporary.name

    def run(self, *arguments):
        environment = dict(os.environ, GAINSAY_STUDY=self.folder)
        done = subprocess.run([self.binary, *map(str, arguments)], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done

    def runs(self):
        """The runs, by the id that they had in their tool."""
        lines = self.run("export", "jsonl").stdout.splitlines()
        return {run["id"]: run for run in map(json.loads, lines)}


def number(value):
    """A number as `export jsonl` writes it."""
    return float(value)


def bits(value):
    """What must be equal: every bit, and all NaN alike."""
    value = number(value)
    return "nan" if math.isnan(value) else struct.pack("<d", value).hex()


def check_equal(actual, expected, what):
    assert actual == expected, f"{what}:\n  is       {actual!r}\n  expected {expected!r}"


def check_curve(run, metric, steps, values, times=None):
    curve = run["curves"][metric]
    check_equal(curve["step"], list(steps), f"steps of {metric}")
    check_equal([bits(v) for v in curve["value"]], [bits(v) for v in values], f"values of {metric}")
    if times is not None:
        check_equal([bits(v) for v in curve["time"]], [bits(v) for v in times], f"times of {metric}")


def check_same_runs(actual, expected, ignore=()):
    """That two studies hold the same runs, but for some keys."""
    def without(runs):
        return {id: {key: run[key] for key in run if key not in ignore} for id, run in runs.items()}
    actual, expected = without(actual), without(expected)
    check_equal(sorted(actual), sorted(expected), "ids")
    for id in expected:
        for key in sorted(set(actual[id]) | set(expected[id])):
            check_equal(actual[id].get(key), expected[id].get(key), f"run {id}, {key}")


HARD_VALUES = [1.5, math.nan, math.inf, -math.inf, 5e-324, 0.1, -0.0, 1.7e308, 2.0**53 + 2, 1e-5]
HARD_STEPS = [0, 1, 1, 0, -3, 10, 10, 12, 2**40, 5]
