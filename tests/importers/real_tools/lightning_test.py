"""Lightning trains and logs CSV; Gainsay imports it, value by value. Usage: lightning_test.py GAINSAY"""

import csv
import math
import os
import sys

import harness

harness.need("lightning", "torch")

import lightning  # noqa: E402
from making import Made  # noqa: E402

made = Made(sys.argv[1], "lightning", "lightning")


def logged(version, metric):
    """The steps and values of a column, read by Python's own reader."""
    with open(os.path.join(made.folder, "line", version, "metrics.csv"), newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[metric]]
    return [int(row["step"]) for row in rows], [float(row[metric]) for row in rows]


for seed, version in ((3, "version_0"), (4, "version_1")):
    run = made.runs[f"line/{version}"]
    harness.check_equal((run["method"], run["seed"]), ("line", seed), "method and seed")
    for metric in ("train_loss", "val_loss"):
        harness.check_curve(run, metric, *logged(version, metric))
    harness.check_equal(run["params"], {"activation": "torch.nn.modules.activation.ReLU",
                                        "lr": 1e-5 if seed == 4 else 0.1, "note": "null", "seed": seed,
                                        "widths": "[16,8]"}, "params")
odd = made.runs["odd/by-hand"]
harness.check_curve(odd, "loss", [5, 5, 3, 7], [0.1 + 0.2, math.nan, math.inf, -0.0])
harness.check_equal(odd["params"], {"big": str(2**70), "flag": True, "kind": "small", "lr": 1e-05, "nested.a.b": 1.0,
                                    "none": "null", "size": "[2,3]", "word": "1e-5", "yes": "yes"}, "params")
made.check_again()
print(f"lightning {lightning.__version__}")
