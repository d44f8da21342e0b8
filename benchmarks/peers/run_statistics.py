#!/usr/bin/env python3
"""The same statistics by Gainsay and by the packages in use, called from Python on both sides, side by side: one table.

    PYTHONPATH=build/release/python python benchmarks/peers/run_statistics.py --python PYTHON --python PYTHON ...

Each PYTHON is one that has some of the packages and can import gainsay (environments of CPython 3.11 for a build with it);
without any, this one. In each, every work whose package is there is done by both in turn, five times at least and for a
fifth of a second at least; the table has the medians. What no PYTHON has is told. Writes statistics.md beside itself (--out).
"""
import argparse
import importlib
import importlib.metadata
import json
import platform
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

from statistics_works import WORKS

HERE = Path(__file__).resolve().parent
LEAST_CALLS, LEAST_SECONDS, LONG_CALL = 5, 0.2, 5.0


def seconds(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def medians(ours, peer):
    """Of calls in turn, so that both meet the same machine. A peer's call of seconds is not repeated."""
    ours()
    both = [seconds(ours)], [seconds(peer)]
    while both[1][0] < LONG_CALL and (len(both[1]) < LEAST_CALLS or sum(both[1]) < LEAST_SECONDS):
        both[0].append(seconds(ours))
        both[1].append(seconds(peer))
    while len(both[0]) < LEAST_CALLS:
        both[0].append(seconds(ours))
    return [statistics.median(times) for times in both]


def measure(out):
    """The works that this interpreter has the packages for, a JSON object a line."""
    from gainsay import stats
    warnings.simplefilter("ignore")
    for i, work in enumerate(WORKS):
        try:
            peer = importlib.import_module(work.package)
            version = importlib.metadata.version(work.distribution)
        except ImportError:
            continue
        ours, theirs = medians(lambda: work.ours(stats), lambda: work.peer(peer))
        print(json.dumps({"work": i, "version": f"{work.distribution} {version}", "ours": ours, "peer": theirs}), file=out, flush=True)


def time_text(value):
    for unit, scale in (("s", 1), ("ms", 1e3), ("us", 1e6)):
        if value * scale >= 1 or unit == "us":
            return f"{value * scale:.3g} {unit}"


def table(found):
    lines = ["| work | Gainsay | peer | | times faster | asked |", "|---|---|---|---|---|---|"]
    for i, work in enumerate(WORKS):
        asked = f"{work.ratio:,.0f}" if work.ratio else ""
        one = found.get(i)
        if one is None:
            lines.append(f"| {work.name} | | {work.distribution}: not there | | | {asked} |")
            continue
        ratio = one["peer"] / one["ours"]
        times = f"{ratio:,.{0 if ratio >= 10 else 1}f}"
        lines.append(f"| {work.name} | {time_text(one['ours'])} | {one['version']} | {time_text(one['peer'])} | {times} | {asked} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", default=[], help="an interpreter with some of the packages; may be repeated")
    parser.add_argument("--out", type=Path, default=HERE / "statistics.md")
    parser.add_argument("--measure", action="store_true", help="print what this interpreter measures, and end")
    options = parser.parse_args()
    if options.measure:
        return measure(sys.stdout)
    found = {}
    for python in options.python or [sys.executable]:
        done = subprocess.run([python, __file__, "--measure"], stdout=subprocess.PIPE, text=True)
        for line in done.stdout.splitlines():
            if not line.startswith('{"work"'):
                continue  # what a package prints of its own
            one = json.loads(line)
            found.setdefault(one["work"], one)
        if done.returncode:
            print(f"{python} ended early; what it measured until then is in the table", file=sys.stderr)
    options.out.write_text(f"CPython {platform.python_version()}, one thread, medians.\n\n{table(found)}")
    print(table(found), end="")


if __name__ == "__main__":
    main()
