"""Aim tracks runs; Gainsay imports its repository through it, value by value. Usage: aim_test.py GAINSAY"""

import importlib.metadata
import math
import os
import sys

import harness

harness.need("aim")
os.environ["GAINSAY_PYTHON"] = sys.executable

from making import Made  # noqa: E402

made = Made(sys.argv[1], "aim", "aim", [("3", "end"), ("4", "open")])
for seed, status in ((3, "finished"), (4, "running")):
    run = made.run_with(seed=seed)
    harness.check_equal((run["status"], run["method"], run["tags"]["name"]), (status, "mlp", f"mlp-seed{seed}"), "names")
    harness.check_curve(run, "train/loss", [0, 1, 2], [0.6931471805599453, -0.0, math.inf])
    harness.check_curve(run, "accuracy", [5], [0.1 + 0.2])
    harness.check_curve(run, "count", [5], [7])
    expected = {"hparams.big": 2**40, "hparams.layers": "[16,8]", "hparams.nan": "nan", "hparams.none": "null",
                "hparams.optimizer.lr": 0.1, "hparams.optimizer.nesterov": False, "hparams.seed": seed,
                "hparams.word": "1e-5", "note": "x"}
    harness.check_equal(run["params"], expected, "params")
made.check_note("left out texts, images and other sequences (2)")
made.check_again()
print(f"aim {importlib.metadata.version('aim')}")
