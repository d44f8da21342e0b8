"""SwanLab logs offline; Gainsay imports its files, value by value. Usage: swanlab_test.py GAINSAY"""

import importlib.metadata
import math
import sys

import harness

harness.need("swanlab")

from making import Made  # noqa: E402

made = Made(sys.argv[1], "swanlab", "swanlab", [("3", "success"), ("4", "crashed"), ("5", "killed")])
for seed in (3, 4):
    run = made.run_with(seed=seed)
    harness.check_curve(run, "loss", [0, 1, 2, 10], [0.6931471805599453, math.nan, math.inf, -0.0])
    harness.check_curve(run, "val/accuracy", [0], [0.1 + 0.2])
    harness.check_equal(run["params"], {"layers": "[16,8]", "optimizer.lr": 0.1, "optimizer.nesterov": False,
                                        "seed": seed, "word": "1e-5"}, "params")
    harness.check_equal((run["method"], run["tags"]["name"]), ("tiny", f"mlp-seed{seed}"), "names")
harness.check_equal([made.run_with(seed=seed)["status"] for seed in (3, 4, 5)], ["finished", "failed", "running"],
                    "status")
killed = made.run_with(seed=5)["curves"]["loss"]
harness.check_equal(killed["value"][4:], [1 / step for step in killed["step"][4:]], "what was flushed")
made.check_again()
print(f"swanlab {importlib.metadata.version('swanlab')}")
