"""Reference numbers for rules about protocol, budgets and comparisons: tests/audit/{selection,fairness}_rules_test.cpp.

SciPy 1.17.1, from the root of the repository: python tests/oracles/protocol_rules.py
"""
import json

import numpy as np
from scipy import integrate, stats

ROOT = "fixtures/audit/"


def runs(case):
    with open(ROOT + case + "/runs.jsonl") as file:
        return [json.loads(line) for line in file]


def arm(case, method, metric="accuracy", dataset="digits", keep=lambda run: True):
    return np.array([run["results"][metric] for run in runs(case)
                     if run["method"] == method and run["dataset"] == dataset and run.get("purpose", "final") == "final"
                     and metric in run.get("results", {}) and keep(run)])


def expected_maximum(k):
    return integrate.quad(lambda x: k * x * stats.norm.pdf(x) * stats.norm.cdf(x) ** (k - 1), -12, 12)[0]


def welch(a, b):
    test = stats.ttest_ind(a, b, equal_var=False)
    return a.mean() - b.mean(), *test.confidence_interval(0.95), test.pvalue


def show(name, *values):
    print(name, *(f"{value:.10g}" for value in values))


for case in ("fires", "fires-rates-differ", "fires-verdict-flips"):
    bn, sgd = arm("unreported_runs/" + case, "bn"), arm("unreported_runs/" + case, "sgd")
    failed = sum(run["status"] == "failed" for run in runs("unreported_runs/" + case))
    worst = np.append(bn, [min(bn.min(), sgd.min())] * failed)
    show("PR504 " + case, stats.fisher_exact([[failed, len(bn)], [0, len(sgd)]]).pvalue, worst.mean() - sgd.mean(),
         *stats.binomtest(failed, failed + len(bn)).proportion_ci(method="exact"))

for case in ("fires", "fires-gain-is-luck"):
    bn, sgd = arm("best_of_k/" + case, "bn"), arm("best_of_k/" + case, "sgd")
    error = np.sqrt(bn.var(ddof=1) / len(bn) + sgd.var(ddof=1) / len(sgd))
    show("PR506 " + case, bn.mean() - sgd.mean(), error, expected_maximum(4) * error)

case = "tuning_seeds_reused/fires"
bn, sgd = arm(case, "bn"), arm(case, "sgd")
show("PR507 lift", expected_maximum(6) * bn.std(ddof=1) / 5)
show("PR507 without", *welch(arm(case, "bn", keep=lambda run: run["seed"] != 0), sgd))

scored = [run["results"]["accuracy"] for run in runs("test_set_wear/fires-few-items")]
show("PR509", expected_maximum(15) * np.sqrt(np.mean(scored) * (1 - np.mean(scored)) / 178))

case = "unequal_compute/fires-curves"


def at_30(method):
    return np.array([run["curves"]["accuracy"]["value"][run["curves"]["accuracy"]["step"].index(30)]
                     for run in runs(case) if run["method"] == method])


show("RS604 at 30", *welch(at_30("bn"), at_30("sgd")))
case = "lone_cost_indicator/quiet-near-miss"
show("RS602 near miss", *welch(arm(case, "bn", "wall_seconds"), arm(case, "sgd", "wall_seconds")))

sgd = arm("baseline_below_reported/fires", "sgd")
reach = stats.t.ppf(0.975, len(sgd) - 1) * sgd.std(ddof=1) * np.sqrt(1 + 1 / len(sgd))
show("BA205", sgd.mean(), sgd.mean() + reach)


def stands_out(case, datasets):
    gains, variances, dfs = [], [], []
    for dataset in datasets:
        a, b = arm(case, "bn", dataset=dataset), arm(case, "sgd", dataset=dataset)
        gains.append(a.mean() - b.mean())
        parts = [a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)]
        variances.append(sum(parts))
        dfs.append(sum(parts) ** 2 / (parts[0] ** 2 / (len(a) - 1) + parts[1] ** 2 / (len(b) - 1)))
    gains, weights = np.array(gains), np.full(len(gains), -1 / (len(gains) - 1))
    weights[0] = 1
    terms = weights ** 2 * variances
    statistic = weights @ gains / np.sqrt(terms.sum())
    df = terms.sum() ** 2 / (terms ** 2 / dfs).sum()
    return gains, 2 * stats.t.sf(abs(statistic), df)


gains, p = stands_out("one_dataset_carries/fires", ["digits", "iris", "vehicle", "wine"])
show("GE304", gains[0], gains[0] / gains.sum(), gains[1:].mean(), p)
gains, p = stands_out("one_dataset_carries/fires-six-datasets", ["digits", "iris", "vehicle", "wine", "letter", "satimage"])
show("GE304 six", stats.wilcoxon(gains).pvalue, (gains <= 0).sum(), p)
gains, p = stands_out("one_dataset_carries/quiet-near-miss", ["digits", "iris", "vehicle", "wine"])
show("GE304 near miss", gains[0] / gains.sum(), p)
gains, p = stands_out("one_dataset_carries/quiet-noise", ["digits", "iris", "vehicle", "wine"])
show("GE304 noise", gains[0] / gains.sum(), p)

case = "metric_conflict/fires"
show("GE306", *welch(-arm(case, "bn", "ece"), -arm(case, "sgd", "ece")))
case = "metric_conflict/quiet-near-miss"
show("GE306 near miss", *welch(-arm(case, "bn", "ece"), -arm(case, "sgd", "ece")))

bn = arm("false_precision/fires", "bn")
show("RC706", bn.mean(), stats.sem(bn))
bn = arm("false_precision/quiet-near-miss", "bn")
show("RC706 near miss", stats.sem(bn))
f1 = np.array([.4, .45, .41, .43, .42]), np.array([.5, .6, .55, .52, .58])
show("GE306 in the test's own study", 2 * welch(*f1)[-1])
show("BA205 in the test's own study", 2.05 - stats.t.ppf(0.975, 2) * 0.05 * np.sqrt(4 / 3))
