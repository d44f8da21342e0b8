#!/usr/bin/env python3
"""How cost grows with the number of points: studies of 10^7, 10^8 and 10^9 points in curves of 100,000, ten curves a run.

    python benchmarks/points_scale.py [--points 10000000 100000000 1000000000] [--folder DIR]    with the installed package

Values are noisy single-precision losses. Each run is a process, whose journal is drained before the next one starts. Prints for each
size: seconds to record and to drain, bytes a point, and seconds and peak megabytes of each question as a process.
"""
import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from process_cost import measured

CURVE = 100_000
CURVES_A_RUN = 10

RECORD = f"""
import sys
import numpy
import gainsay
number = int(sys.argv[1])
draw = numpy.random.default_rng(number)
step = numpy.arange({CURVE})
with gainsay.run(method=f"method-{{number % 10}}", seed=number, study=sys.argv[2]) as run:
    for i in range({CURVES_A_RUN}):
        noise = draw.normal(0, 0.02, {CURVE})
        run.curve(f"loss-{{i}}").log(step, (2 / numpy.sqrt(1 + step / 100) + noise).astype(numpy.float32).astype(float))
    run.result("accuracy", draw.uniform())
"""
ONE_METRIC = """
import sys
import gainsay
with gainsay.open(sys.argv[1]) as study:
    table = study.curves("loss-3", where="seed = 0")
    assert len(table["value"]) == 100_000
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, nargs="+", default=[10**7, 10**8, 10**9])
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    gainsay = shutil.which("gainsay")
    for points in arguments.points:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            subprocess.run([gainsay, "init", folder], check=True, capture_output=True)
            recorded = drained = 0.0
            for number in range(points // (CURVE * CURVES_A_RUN)):
                recorded += measured([sys.executable, "-c", RECORD, str(number), folder])[0]
                drained += measured([gainsay, "ls", "--limit", "1", "--study", folder])[0]
            store = Path(folder, ".gainsay", "store.db").stat().st_size
            print(f"{points} points: {store / points:.2f} bytes a point; recorded in {recorded:.0f} s, drained in {drained:.0f} s", flush=True)
            questions = {
                "ls --where, --limit 20": [gainsay, "ls", "--where", "curves.loss-1.last < 0.05", "--limit", "20", "--study", folder],
                "curves of one run, 1 M points, as CSV": [gainsay, "curves", "--where", "seed = 0", "--study", folder],
                "one curve of 100,000, in Python": [sys.executable, "-c", ONE_METRIC, folder],
                "sum over one metric of all runs, SQL": [
                    gainsay, "sql", "SELECT sum(value), count(*) FROM curve_points WHERE metric = 'loss-3'", "--study", folder],
            }
            for name, question in questions.items():
                seen = [measured(question) for _ in range(3)]
                print(f"  {name:40} {statistics.median(s for s, _ in seen) * 1e3:9.0f} ms {max(m for _, m in seen):6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
