#!/usr/bin/env python3
"""How cost grows with the number of runs: imports studies of 10^4, 10^5 and 10^6 runs with ten results each and asks them.

    benchmarks/scale.py GAINSAY [--runs 10000 100000 1000000] [--folder DIR]

Prints one line a size: bytes a run, and seconds and peak megabytes of each question as a process (median of five).
"""
import argparse
import json
import random
import resource
import statistics
import subprocess
import tempfile
from pathlib import Path

from process_cost import measured

QUESTIONS = {
    "ls --limit 20": ["ls", "--limit", "20"],
    "ls --where (indexed, 100 runs or fewer)": ["ls", "--where", "method = method-7 and seed = 3"],
    "ls --where (rare result)": ["ls", "--where", "metrics.metric-0 > 0.9999"],
    "ls --where (param and result), 20": ["ls", "--where", "params.lr <= 1e-3 and metrics.metric-1 > 0.99", "--limit", "20"],
    "ls --sort result, 20": ["ls", "--sort", "metrics.metric-0:desc", "--limit", "20"],
}


def write_runs(path, count):
    draw = random.Random(1)
    with open(path, "w") as out:
        for i in range(count):
            out.write(json.dumps({
                "id": f"run-{i}", "method": f"method-{i % 50}", "dataset": f"dataset-{i // 50 % 20}", "seed": i // 1000,
                "params": {"lr": 10.0 ** draw.randint(-5, -1), "layers": draw.randint(1, 8)},
                "results": {f"metric-{k}": draw.random() for k in range(10)},
            }) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gainsay", type=Path)
    parser.add_argument("--runs", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    gainsay = str(arguments.gainsay.resolve())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for count in arguments.runs:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            source = Path(folder, "runs.jsonl")
            write_runs(source, count)
            subprocess.run([gainsay, "init", folder], check=True, capture_output=True)
            seconds, megabytes = measured([gainsay, "import", "jsonl", str(source), "--study", folder])
            store = Path(folder, ".gainsay", "store.db").stat().st_size
            print(f"{count} runs: {store / count:.0f} bytes a run; import {seconds:.1f} s, {megabytes:.0f} MB", flush=True)
            for name, question in QUESTIONS.items():
                seen = [measured([gainsay, *question, "--study", folder]) for _ in range(5)]
                print(f"  {name:42} {statistics.median(s for s, _ in seen) * 1e3:8.0f} ms {max(m for _, m in seen):6.0f} MB",
                      flush=True)


if __name__ == "__main__":
    main()
