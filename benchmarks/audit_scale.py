#!/usr/bin/env python3
"""How the cost of an audit grows with the runs: studies of 10^4, 10^5 and 10^6 runs with 50 claims each.

    benchmarks/audit_scale.py GAINSAY [--runs 10000 100000 1000000] [--folder DIR]

A study has 51 methods (a baseline and 50 variants, a claim each), 20 datasets, and seeds until the runs are used up; every
tenth run is one of tuning. Prints one line a size: seconds and peak megabytes of `gainsay audit` as a process (median of
three), and of `ls --limit 1`, which opens the store and reads next to nothing.
"""
import argparse
import json
import random
import statistics
import subprocess
import tempfile
from pathlib import Path

from process_cost import measured

CLAIMS = 50
DATASETS = 20


def write_study(folder):
    lines = ['[study]\nname = "scale"\nstage = "submit"\n\n[metrics.accuracy]\ndirection = "higher"\nkind = "quality"\n'
             'smallest_effect = 0.01\n\n[methods.method-0]\nrole = "baseline"\n']
    for i in range(1, CLAIMS + 1):
        lines.append(f'[methods.method-{i}]\nrole = "variant"\nparent = "method-0"\n')
    for i in range(1, CLAIMS + 1):
        lines.append(f'[[claims]]\nid = "C{i}"\ntext = "Variant {i} is more accurate."\nkind = "improves"\n'
                     f'method = "method-{i}"\nagainst = ["method-0"]\nmetric = "accuracy"\n')
    Path(folder, "gainsay.toml").write_text("\n".join(lines))


def write_runs(path, count):
    draw = random.Random(1)
    with open(path, "w") as out:
        for i in range(count):
            method, dataset, seed = i % (CLAIMS + 1), i // (CLAIMS + 1) % DATASETS, i // ((CLAIMS + 1) * DATASETS)
            value = 0.8 + 0.0005 * method + 0.01 * draw.gauss(0, 1)
            tuning = seed % 10 == 9
            out.write(json.dumps({
                "id": f"run-{i}", "method": f"method-{method}", "dataset": f"dataset-{dataset}", "seed": seed,
                "purpose": "tune" if tuning else "final", "params": {"lr": 10.0 ** draw.randint(-5, -1), "layers": 4},
                "results": {"val_accuracy": value} if tuning else {"accuracy": value, "wall_seconds": 60 + draw.random()},
                "git": {"commit": "5d41402abc4b2a76b9719d911017c592a7f3e1b0", "dirty": False},
                "environment": {"python": "3.11.2"}, "host": "node-1",
            }) + "\n")


def cost(command, times):
    seen = [measured(command) for _ in range(times)]
    return statistics.median(seconds for seconds, _ in seen), max(megabytes for _, megabytes in seen)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gainsay", type=Path)
    parser.add_argument("--runs", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    gainsay = str(arguments.gainsay.resolve())
    for count in arguments.runs:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            source = Path(folder, "runs.jsonl")
            write_study(folder)
            write_runs(source, count)
            subprocess.run([gainsay, "import", "jsonl", str(source), "--study", folder], check=True, capture_output=True)
            audit = [gainsay, "audit", "--format", "concise", "--fail-on", "never", "--study", folder]
            seconds, megabytes = cost(audit, 3)
            reading, _ = cost([gainsay, "ls", "--limit", "1", "--study", folder], 3)
            print(f"{count:9} runs, {CLAIMS} claims: audit {seconds:7.2f} s {megabytes:6.0f} MB; `ls --limit 1` {reading:.2f} s",
                  flush=True)


if __name__ == "__main__":
    main()
