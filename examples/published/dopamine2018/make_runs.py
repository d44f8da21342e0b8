"""Writes the final returns of the agents as JSON lines: `make_runs.py SHARED_DATA`.

The records do not say which seed a run had; its number there is the tag `run`.
"""
import csv
import json
import sys
from pathlib import Path

with open(Path(sys.argv[1]) / "dopamine_ale/final_iteration.csv", newline="") as file:
    for row in csv.DictReader(file):
        print(json.dumps({"method": row["agent"], "dataset": row["game"], "results": {"return": float(row["value"])},
                          "tags": {"run": row["run"], "iteration": row["iteration"]}}))
