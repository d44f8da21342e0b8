"""MLPerf's logging package writes logs; Gainsay imports them, value by value. Usage: mlperf_test.py GAINSAY"""

import importlib.metadata
import math
import sys

import harness

harness.need("mlperf_logging")

from making import Made  # noqa: E402

made = Made(sys.argv[1], "mlperf", "mlperf")
harness.check_equal({id: run["status"] for id, run in made.runs.items()},
                    {"result_0.txt": "finished", "result_1.txt": "failed", "result_2.txt": "running"}, "status")
for seed, run in enumerate(made.runs.values(), start=11):
    harness.check_equal((run["method"], run["dataset"], run["seed"]), ("Example 1xCPU", "resnet", seed), "names")
    harness.check_curve(run, "eval_accuracy", [0, 1, 2], [0.1 + 0.2, math.nan, 0.759])
    harness.check_curve(run, "throughput", [0, 1], [100.5, 200.25])
    harness.check_equal(run["params"], {"global_batch_size": 2048, "opt_base_learning_rate": 10.5, "opt_name": "lars",
                                        "seed": seed}, "params")
harness.check_equal(list(made.runs["result_0.txt"]["results"]), ["minutes"], "results")
assert "results" not in made.runs["result_1.txt"], "an aborted run has no time to train"
made.check_again()
print(f"mlperf-logging {importlib.metadata.version('mlperf-logging')}")
