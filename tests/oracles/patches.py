"""Reference numbers for tests/audit/patch_evaluation_test.cpp, pain_points_test.cpp and VA902's of protocol_rules_test.cpp.

SciPy 1.17.1, NumPy 2.4.6, statsmodels 0.15.0, from the root of the repository: python tests/oracles/patches.py
"""
import csv

import numpy as np
from scipy import stats
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep


def arm(case, method):
    with open(f"fixtures/audit/pain_point_unmeasured/{case}/runs.csv") as file:
        return np.array([float(row["value"]) for row in csv.DictReader(file) if row["method"] == method])


def spread(case):
    bn, sgd = arm(case, "bn"), arm(case, "sgd")
    test = stats.ttest_ind(-abs(bn - np.median(bn)), -abs(sgd - np.median(sgd)), equal_var=False)
    print(case, "sd", bn.std(ddof=1), sgd.std(ddof=1), "Brown-Forsythe by Welch", test.pvalue)


spread("fires-unstable")
spread("quiet-unstable-proved")


# Item scores of patch_evaluation_test.cpp: three seeds, six items, of which the last two are the group "rare".
SGD = np.array([[.35, .80, .85, .95, .30, .40], [.37, .81, .84, .94, .34, .38], [.36, .79, .86, .96, .28, .42]])
BN = np.array([[.38, .82, .85, .95, .60, .70], [.35, .80, .86, .95, .66, .68], [.39, .81, .84, .94, .58, .72]])


def welch(name, a, b):
    test = stats.ttest_ind(a, b, equal_var=False)
    print(name, np.mean(a) - np.mean(b), *test.confidence_interval(0.95), test.pvalue)
    return test.pvalue


def holm(p):
    return multipletests(p, method="holm")[1]


p_group = welch("worst group", BN[:, 4:].mean(axis=1), SGD[:, 4:].mean(axis=1))
p_tail = welch("10 % tail", np.quantile(BN, .1, axis=1), np.quantile(SGD, .1, axis=1))
print("Holm", *holm([p_group, p_tail]))

# Failed runs: 1 of 12 against 7 of 12.
print("failures", 7 / 12 - 1 / 12, *confint_proportions_2indep(7, 12, 1, 12, method="newcomb", compare="diff"),
      stats.fisher_exact([[1, 11], [7, 5]])[1])

# Steps to 0.905: curves of five runs each; a run that does not get there is censored at its last step, 10.
PATCH = [(2, 1), (2, 1), (3, 1), (3, 1), (4, 1)]
TARGET = [(5, 1), (6, 1), (6, 1), (10, 0), (10, 0)]


def log_rank(patch, target):
    observed = expected = variance = 0.0
    for time in sorted({t for t, event in patch + target if event}):
        n_patch, n = sum(t >= time for t, _ in patch), sum(t >= time for t, _ in patch + target)
        d = sum(t == time and event for t, event in patch + target)
        observed += sum(t == time and event for t, event in patch)
        expected += d * n_patch / n
        if n > 1:
            variance += d * (n_patch / n) * (1 - n_patch / n) * (n - d) / (n - 1)
    return observed - expected, variance


excess, variance = log_rank(PATCH, TARGET)
z = stats.norm.ppf(.975)
print("steps", excess / variance, (excess - z * variance ** .5) / variance, (excess + z * variance ** .5) / variance,
      stats.chi2.sf(excess ** 2 / variance, 1))
# To a declared level of 0.925, which two runs of the patch reach.
excess, variance = log_rank([(2, 1), (10, 0), (3, 1), (10, 0), (10, 0)], [(10, 0)] * 5)
print("steps to 0.925", excess / variance, (excess - z * variance ** .5) / variance, (excess + z * variance ** .5) / variance,
      stats.chi2.sf(excess ** 2 / variance, 1))
both = PATCH + TARGET
print("survdiff", *survdiff([t for t, _ in both], [e for _, e in both], [1] * 5 + [0] * 5))

# Two domains and a resource: bn is better on images, and slower.
DIGITS = ([.94, .95, .93, .96, .95], [.96, .97, .95, .98, .96])
WINE = ([.90, .92, .88, .91, .89], [.91, .90, .93, .92, .94])
p_images = welch("images", DIGITS[1], DIGITS[0])
p_chemistry = welch("chemistry", WINE[1], WINE[0])
print("Holm", *holm([p_chemistry, p_images]))
SECONDS = ([9., 10., 11., 10., 9.], [14., 15., 16., 15., 14.])
welch("seconds, negated", -np.array(SECONDS[1]), -np.array(SECONDS[0]))

# pain_points_test.cpp: the same items, each averaged over the three seeds of sgd.
items = SGD.mean(axis=0)
welch("rest against rare items", items[:4], items[4:])
welch("rare against common", items[4:], items[:4])
shortfalls = SGD.mean(axis=1) - np.quantile(SGD, .1, axis=1)
half = stats.t.ppf(.975, 2) * stats.sem(shortfalls)
print("tail below the mean", shortfalls.mean(), shortfalls.mean() - half, shortfalls.mean() + half)

# The lowest of three datasets against the mean of the others: Satterthwaite over three independent means.
IRIS = [.80, .82, .79, .81, .83]
means = [np.mean(x) for x in (DIGITS[0], WINE[0], IRIS)]
variances = [np.var(x, ddof=1) / 5 for x in (DIGITS[0], WINE[0], IRIS)]


def below(one):
    weights = np.array([.5, .5, .5])
    weights[one] = -1
    value = weights @ means
    v = weights ** 2 * variances
    df = v.sum() ** 2 / (v ** 2 / 4).sum()
    half_width = stats.t.ppf(.975, df) * v.sum() ** .5
    return value, value - half_width, value + half_width, 2 * stats.t.sf(abs(value) / v.sum() ** .5, df)


print("below the others", *below(2), "all three", *(below(i)[3] for i in range(3)))

# Failed runs without another method: 3 of 10.
interval = stats.binomtest(3, 10).proportion_ci(.95, "exact")
print("Clopper-Pearson", interval.low, interval.high)

# A seed far below the others: 0.6745 x (median - value) / MAD.
seeds = np.array([.90, .91, .92, .89, .60])
print("robust deviations", .6745 * (np.median(seeds) - .60) / np.median(abs(seeds - np.median(seeds))))
