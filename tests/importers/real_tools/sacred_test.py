"""Sacred runs experiments; Gainsay imports them, value by value. Usage: sacred_test.py GAINSAY"""

import math
import sys

import harness

harness.need("sacred", "numpy")

import numpy  # noqa: E402
import sacred  # noqa: E402
from making import Made  # noqa: E402

made = Made(sys.argv[1], "sacred", "sacred")
harness.check_equal({id: run["status"] for id, run in made.runs.items()},
                    {"1": "finished", "2": "finished", "3": "failed", "4": "killed"}, "status")
for run in made.runs.values():
    harness.check_curve(run, "loss", [0, 1, 1, 0], [0.6931471805599453, math.nan, math.inf, numpy.float32(0.1)])
    harness.check_curve(run, "val.accuracy", [0, 1], [0.1 + 0.2, 1])
harness.check_equal(made.runs["1"]["results"], {"accuracy": 0.75, "nested.f1": 0.5}, "results")
harness.check_equal(made.runs["3"]["tags"]["error"], "ValueError: diverged", "error")
harness.check_equal([run["seed"] for run in made.runs.values()], [3, 4, 5, 5], "seeds")
harness.check_equal(made.runs["1"]["params"],
                    {"dataset": "digits", "end": "normal", "layers": "[16,8]", "optimizer.lr": 0.1,
                     "optimizer.name": "sgd", "optimizer.nesterov": False, "seed": 3, "warmup": "null"}, "params")
made.check_again()
print(f"sacred {sacred.__version__}")
