"""Reference numbers of aggregates over tasks. Run: python tests/oracles/aggregates.py (SciPy 1.17.1, NumPy)."""
import itertools

import numpy as np
from scipy import stats

scores = [0.2, 0.9, 1.4, 0.1, 0.55, 0.3, 2.5, 0.7]
print(f"optimality gap, target 1: {np.mean(np.maximum(0, 1 - np.array(scores))):.15g}")
print(f"optimality gap, target 0.5: {np.mean(np.maximum(0, 0.5 - np.array(scores))):.15g}")

for n in (6, 8, 15, 40):
    sample = (np.arange(1, n + 1) * 7) % (n + 11) + 0.25
    for confidence in (0.9, 0.95):
        r = stats.quantile_test(sample, q=0, p=0.5).confidence_interval(confidence)
        print(f"median of {n} at {confidence}: {np.median(sample)} in {r.low}, {r.high}")

# Every replicate of two random tasks of three and two runs, with its probability.
TASKS = [[0.2, 0.9, 1.4], [0.3, 2.5]]
OTHER = [[0.5, 0.1, 0.8], [0.4, 1.1]]


def fractional(pooled):
    x, n = np.sort(pooled), len(pooled)
    ranks = np.arange(n)
    kept = np.clip(np.minimum(ranks + 1, 0.75 * n) - np.maximum(ranks, 0.25 * n), 0, 1)
    return np.sum(kept * x) / (0.5 * n)


AGGREGATES = {
    "mean": lambda runs: np.mean([np.mean(task) for task in runs]),
    "median": lambda runs: np.median([np.mean(task) for task in runs]),
    "integer": lambda runs: stats.trim_mean(np.concatenate(runs), 0.25),
    "fractional": lambda runs: fractional(np.concatenate(runs)),
    "gap": lambda runs: np.mean(np.maximum(0, 1 - np.concatenate(runs))),
}


def replicates(tasks, chosen):
    return itertools.product(*(itertools.product(tasks[t], repeat=len(tasks[t])) for t in chosen))


for name, aggregate in AGGREGATES.items():
    values, weights, differences = [], [], [[], []]
    for chosen in itertools.product(range(2), repeat=2):
        every = [aggregate([np.array(task) for task in runs]) for runs in replicates(TASKS, chosen)]
        values += every
        weights += [0.25 / len(every)] * len(every)
        of_other = [aggregate([np.array(task) for task in runs]) for runs in replicates(OTHER, chosen)]
        mean = np.mean(every) - np.mean(of_other)
        differences[0].append(mean)
        differences[1].append(np.var(every) + np.var(of_other) + mean**2)
    mean = np.average(values, weights=weights)
    sd = np.sqrt(np.average((np.array(values) - mean) ** 2, weights=weights))
    sd_difference = np.sqrt(np.mean(differences[1]) - np.mean(differences[0]) ** 2)
    print(f"{name}: mean {mean:.12g}, sd {sd:.12g}, sd of the difference {sd_difference:.12g}")
