"""Writes the four-hour results of the binary tasks as JSON lines: `make_runs.py SHARED_DATA`.

A row without a result is a failed run; what it says of why is its tag `info`. The table gives seeds to six digits, which
makes several one: they are left out.
"""
import csv
import json
import sys
from pathlib import Path

table = Path(sys.argv[1]) / "automlbenchmark/reports/old/tables/4h/all_results.csv"
with open(table, newline="") as file:
    for row in csv.DictReader(file):
        if row["type"] != "binary":
            continue
        run = {"method": row["framework"], "dataset": row["task"], "fold": int(row["fold"]),
               "tags": {"tool_version": row["version"]}}
        if row["result"]:
            run["results"] = {"auc": float(row["result"])}
        else:
            run |= {"status": "failed", "failure": "crash"}
            run["tags"]["info"] = row["info"] or "no reason is given"
        if row["duration"]:
            run.setdefault("results", {})["wall_seconds"] = float(row["duration"])
        print(json.dumps(run))
