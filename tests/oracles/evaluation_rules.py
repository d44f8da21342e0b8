"""Reference numbers for tests/audit/evaluation_rules_test.cpp (GE308, PR510, ST114).

SciPy 1.17.1, NumPy 2.4.6, from the root of the repository: python tests/oracles/evaluation_rules.py
"""
import json

import numpy as np
from scipy import stats

ROOT = "fixtures/audit/"


def runs(case):
    with open(ROOT + case + "/runs.jsonl") as file:
        return [json.loads(line) for line in file]


def items(case, method, metric):
    """Mean score of each item over the final runs of the method."""
    scores = {}
    for run in runs(case):
        if run["method"] == method and run.get("purpose", "final") == "final":
            for item, score in zip(run["items"][metric]["item"], run["items"][metric]["score"]):
                scores.setdefault(item, []).append(score)
    return {item: np.mean(of_item) for item, of_item in scores.items()}


tuned, base = (items("unpaired_judge_scores/fires", method, "judge_score") for method in ("tuned", "base"))
a, b = (np.array([scores[item] for item in sorted(tuned)]) for scores in (tuned, base))
paired = stats.ttest_rel(a, b)
print("ST114", (a - b).mean(), (a - b).std(ddof=1) / np.sqrt(len(a)), paired.pvalue, np.corrcoef(a, b)[0, 1])

bn, sgd = (items("test_contamination/fires-items", method, "accuracy") for method in ("bn", "sgd"))
seen = {item for run in runs("test_contamination/fires-items") if run.get("split") == "train"
        for item in run["items"]["accuracy"]["item"]}
unseen = [item for item in bn if item not in seen]
print("GE308", len(bn) - len(unseen), np.mean([bn[i] - sgd[i] for i in bn]), np.mean([bn[i] - sgd[i] for i in unseen]))

for method in ("bn", "sgd"):
    points = [len(run["curves"]["accuracy"]["value"]) for run in runs("early_stopping_on_test/fires")
              if run["method"] == method]
    print("PR510", method, points, np.prod(1 / np.array(points)))
