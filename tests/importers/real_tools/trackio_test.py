"""Trackio logs into its database and inbox; Gainsay imports both, value by value. Usage: trackio_test.py GAINSAY"""

import math
import os
import sys

import harness

harness.need("trackio")
os.environ["HF_HUB_OFFLINE"] = "1"

import importlib.metadata  # noqa: E402

from making import Made  # noqa: E402

made = Made(sys.argv[1], "trackio", "trackio")
for seed in (3, 4):
    run = made.run_with(seed=seed)
    more = [math.nan] if seed == 4 else []
    harness.check_curve(run, "loss", [0, 1, 1, 0] + [2] * len(more),
                        [0.6931471805599453, math.nan, math.inf, -0.0] + more)
    harness.check_curve(run, "nested.f1", [1], [-math.inf])
    harness.check_curve(run, "val/accuracy", [0], [0.1 + 0.2])
    harness.check_curve(run, "system/cpu", [0], [12.5])
    harness.check_equal(run["params"], {"layers": "[16,8]", "optimizer.lr": 0.1, "optimizer.nesterov": False,
                                        "seed": seed}, "params")
    harness.check_equal((run["tags"]["name"], run["tags"]["group"]), (f"mlp-seed{seed}", "mlp"), "tags")
harness.check_curve(made.run_with(seed=5), "loss", [7], [0.25])
made.check_note("left out alerts (1)")
made.check_again()
print(f"trackio {importlib.metadata.version('trackio')}")
