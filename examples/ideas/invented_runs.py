#!/usr/bin/env python3
"""Prints the runs of one of the idea studies as JSON lines for `gainsay import jsonl -`.

    invented_runs.py STUDY

Nothing was trained: every value is drawn from a normal distribution with the mean and the standard deviation below, by a
generator with a fixed seed. The studies illustrate the value card and say nothing about real methods.
"""
import json
import random
import sys
from datetime import datetime, timezone

# For each study: the metric, how many seeds, the standard deviation between them, the mean of each arm, and how many tuning
# trials each method had.
STUDIES = {
    "loss-tweak": {
        "metric": "accuracy", "seeds": 10, "sd": 0.0015,
        "means": {
            "small-birds": {"cross-entropy": 0.900, "focal-loss": 0.9005, "margin-loss": 0.9035,
                            "margin-loss-no-margin": 0.9005, "margin-loss-no-weight": 0.9015},
            "small-flowers": {"cross-entropy": 0.921, "focal-loss": 0.9215, "margin-loss": 0.9245,
                              "margin-loss-no-margin": 0.9215, "margin-loss-no-weight": 0.9225},
        },
        "trials": {"cross-entropy": 15, "focal-loss": 15, "margin-loss": 20},
    },
    "vit-protein": {
        "metric": "accuracy", "seeds": 8, "sd": 0.008,
        "means": {
            "secondary-structure": {"lstm": 0.69, "cnn": 0.70, "vit": 0.78, "vit-no-patches": 0.72,
                                    "vit-no-pretraining": 0.70},
            "remote-homology": {"lstm": 0.22, "cnn": 0.21, "vit": 0.33, "vit-no-patches": 0.26,
                                "vit-no-pretraining": 0.20},
            "localisation": {"lstm": 0.74, "cnn": 0.76, "vit": 0.83, "vit-no-patches": 0.79,
                             "vit-no-pretraining": 0.76},
        },
        "trials": {"lstm": 20, "cnn": 20, "vit": 20},
    },
    "gnn-traffic": {
        "metric": "mae", "seeds": 3, "sd": 0.10,
        "means": {
            "city-speeds": {"lstm": 2.90, "arima-grid": 2.95, "gnn": 2.82},
            "motorway-flows": {"lstm": 3.40, "arima-grid": 3.45, "gnn": 3.33},
        },
        "trials": {"lstm": 10, "arima-grid": 10, "gnn": 15},
    },
}


def runs(name):
    study, draw = STUDIES[name], random.Random(name)
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for method, trials in study["trials"].items():
        dataset = next(iter(study["means"]))
        for trial in range(trials):
            value = draw.gauss(study["means"][dataset][method], 2 * study["sd"])
            yield {"id": f"tune-{method}-{trial}", "method": method, "dataset": dataset, "split": "val", "seed": 1000 + trial,
                   "purpose": "tune", "status": "finished", "params": {"lr": round(10 ** draw.uniform(-4, -1), 6)},
                   "results": {study["metric"]: round(value, 4)}}
    for dataset, means in study["means"].items():
        for method, mean in means.items():
            for seed in range(study["seeds"]):
                yield {"id": f"{method}-{dataset}-{seed}", "method": method, "dataset": dataset, "seed": seed,
                       "status": "finished", "results": {study["metric"]: round(draw.gauss(mean, study["sd"]), 4)},
                       "started_at": now, "ended_at": now}


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in STUDIES:
        sys.exit(f"usage: invented_runs.py {'|'.join(STUDIES)}")
    for run in runs(sys.argv[1]):
        print(json.dumps(run))


if __name__ == "__main__":
    main()
