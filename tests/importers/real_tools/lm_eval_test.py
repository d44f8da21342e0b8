"""The evaluation harness evaluates models; Gainsay imports what it writes, value by value. Usage: lm_eval_test.py GAINSAY"""

import glob
import importlib.metadata
import json
import os
import sys

import harness

harness.need("lm_eval", "datasets")

from making import Made  # noqa: E402

made = Made(sys.argv[1], "lm_eval", "lm-eval")
harness.check_equal(len(made.runs), 6, "runs")
for file in glob.glob(os.path.join(made.folder, "*", "results_*.json")):
    with open(file) as results_file:
        written = json.load(results_file)
    for task in ("tiny_mc", "tiny_gen", "tiny_ppl"):
        run = made.run_with(method=written["model_name"], dataset=task)
        expected = {key.replace(",none", "").replace(",", "/"): value for key, value in written["results"][task].items()
                    if "," in key and "stderr" not in key}
        harness.check_equal(run["results"], expected, "results")
        harness.check_equal(run["seed"], written["config"]["random_seed"], "seed")
        harness.check_equal(run["params"]["model_args.pretrained"], written["model_name"], "a param")
    samples = file.replace("results_", "samples_tiny_mc_") + "l"
    with open(samples) as samples_file:
        scores = [json.loads(line)["acc"] for line in samples_file]
    items = made.run_with(method=written["model_name"], dataset="tiny_mc")["items"]["acc"]
    harness.check_equal(items["score"], scores, "item scores")
    harness.check_equal(len(set(items["item"])), 7, "items")
    harness.check_equal(len(set(items["cluster"])), 2, "clusters")
alpha, beta = (made.run_with(method=f"tiny/{name}", dataset="tiny_mc")["items"]["acc"] for name in ("alpha", "beta"))
harness.check_equal(alpha["item"], beta["item"], "items of the two models")
made.check_note("left out acc of the group tiny_group")
made.check_again()
print(f"lm_eval {importlib.metadata.version('lm_eval')}")
