"""DVCLive writes its folders; Gainsay imports them, value by value. Usage: dvclive_test.py GAINSAY"""

import importlib.metadata
import math
import sys

import harness

harness.need("dvclive", "numpy")

from making import Made  # noqa: E402

made = Made(sys.argv[1], "dvclive", "dvclive")
for seed, name in ((3, "seed3"), (4, "seed4"), (5, "open")):
    run = made.runs[name]
    harness.check_curve(run, "train/loss", [0, 1, 2, 3, 2], [0.6931471805599453, math.nan, math.inf, 0.1, -0.0])
    harness.check_equal("time" in run["curves"]["train/loss"], seed == 4, "times")
    harness.check_equal(harness.bits(run["results"]["test/accuracy"]), harness.bits(0.1 + 0.2), "result")
    harness.check_equal(run["params"], {"layers": "[16,8]", "none": "null", "optimizer.lr": 1e-05,
                                        "optimizer.name": "sgd", "optimizer.nesterov": False, "seed": seed,
                                        "word": "1e-5"}, "params")
    harness.check_equal(run["seed"], seed, "seed")
made.check_again()
print(f"dvclive {importlib.metadata.version('dvclive')}")
