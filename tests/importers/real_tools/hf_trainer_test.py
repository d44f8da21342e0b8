"""The states that transformers' Trainer saves are imported value by value. Usage: hf_trainer_test.py GAINSAY"""

import math
import sys

import harness

harness.need("transformers")

import transformers  # noqa: E402
from making import Made  # noqa: E402

made = Made(sys.argv[1], "hf_trainer", "hf-trainer")
finished, live = made.runs["bert-seed3"], made.runs["bert-seed4"]
harness.check_curve(finished, "loss", [5, 10, 20], [0.6931471805599453, math.nan, 0.1 + 0.2])
harness.check_curve(finished, "grad_norm", [5, 10, 20], [1.5, math.inf, 0.5])
harness.check_curve(finished, "eval_accuracy", [10, 20], [0.75, 0.5])
harness.check_curve(live, "loss", [5, 10], [0.6931471805599453, math.nan])
harness.check_equal(finished["results"], {"eval_accuracy": 0.75, "eval_loss": 0.5, "total_flos": 1e12,
                                          "train_loss": 0.4, "train_runtime": 12.5}, "results")
harness.check_equal((finished["status"], live["status"]), ("finished", "running"), "status")
harness.check_equal((finished["seed"], finished["params"]["model.hidden_size"]), (3, 16), "seed and model")
made.check_note("left out other states (2)")
made.check_again()
print(f"transformers {transformers.__version__}")
