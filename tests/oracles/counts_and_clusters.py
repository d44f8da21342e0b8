"""Reference numbers of the differences of proportions, the odds ratio, partial conjunctions, sampled items and the wild cluster bootstrap.
Run: python tests/oracles/counts_and_clusters.py (SciPy 1.17.1, statsmodels 0.15.0)."""
from itertools import product
from math import log, sqrt

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from scipy.stats.contingency import odds_ratio
from statsmodels.stats.proportion import confint_proportions_2indep


def show(name, *values):
    print(name + ":", " ".join(f"{v:.15g}" for v in values))


show("newcombe 56/70 v 48/80", *confint_proportions_2indep(56, 70, 48, 80, method="newcomb"))
show("newcombe 10/10 v 0/20", *confint_proportions_2indep(10, 10, 0, 20, method="newcomb"))


def constrained(b, c, n, delta):
    """The likeliest probability of 'only b' when that of 'only a' is larger by delta: where the likelihood's slope is 0."""
    def slope(q):
        return sum(k * w / p for k, w, p in ((b, 1, q + delta), (c, 1, q), (n - b - c, -2, 1 - 2 * q - delta)) if k)
    low, high = max(0.0, -delta) + 1e-15, (1 - delta) / 2 - 1e-15
    if slope(low) <= 0:
        return low
    return optimize.brentq(slope, low, high, xtol=1e-17, rtol=1e-15)


def tango(b, c, n, level=0.95):
    z = stats.norm.ppf((1 + level) / 2)

    def score(delta):
        return (b - c - n * delta) / sqrt(n * (2 * constrained(b, c, n, delta) + delta * (1 - delta)))
    estimate = (b - c) / n
    return (optimize.brentq(lambda d: score(d) - z, -1 + 1e-9, estimate, xtol=1e-13),
            optimize.brentq(lambda d: score(d) + z, estimate, 1 - 1e-9, xtol=1e-13))


for b, c, n in ((12, 5, 40), (5, 0, 20), (1, 9, 30), (121, 59, 1319)):
    show(f"tango {b} {c} of {n}", *tango(b, c, n))
for (a, n_a), (b, n_b), level in (((7, 10), (2, 12), 0.95), ((912, 1000), (880, 1000), 0.9)):
    r = odds_ratio([[a, n_a - a], [b, n_b - b]])
    show(f"conditional odds ratio {a}/{n_a} v {b}/{n_b}", r.statistic, *r.confidence_interval(level))
    show("fisher p", stats.fisher_exact([[a, n_a - a], [b, n_b - b]]).pvalue)

p = np.array([0.001, 0.2, 0.01, 0.03, 0.04, 0.0001])
q = np.sort(p)
for name in ("bonferroni", "fisher"):
    worst, values = 0, []
    for u in range(1, 7):
        top = q[u - 1:]
        worst = max(worst, min(1, len(top) * top[0]) if name == "bonferroni" else stats.combine_pvalues(top).pvalue)
        values.append(worst)
    show("partial conjunction " + name, *values)

scores = np.array([[1, 0, 1], [1, 1, 1], [0, 0, 1], [0, 0, 0], [1, 1, 0]], float)
means = scores.mean(1)
within = scores.var(1, ddof=1).mean()
fit = sm.OLS(means, np.ones(5)).fit()
show("sampled items: mean se low high within between", fit.params[0], fit.bse[0], *fit.conf_int()[0], within, means.var(ddof=1) - within / 3)

a = np.array([1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0], float)
b = np.array([0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0], float)
clusters = np.array([7, 7, 7, 2, 2, 5, 5, 5, 5, 9, 9, 11])


def cr1_t(y):
    f = sm.OLS(y, np.ones_like(y)).fit(cov_type="cluster", cov_kwds={"groups": clusters, "use_correction": False})
    return f.params[0] / f.bse[0] * sqrt(4 / 5)


for name, d in (("a - b", a - b), ("a - .5", a - 0.5)):
    seen, ids = cr1_t(d), np.unique(clusters)
    hits = 0
    for signs in product([1, -1], repeat=len(ids)):
        flip = dict(zip(ids, signs))
        hits += abs(cr1_t(d * np.array([flip[c] for c in clusters]))) >= abs(seen) * (1 - 1e-9)
    print(f"wild cluster {name}: t {seen:.15g}, {hits} of {2 ** len(ids)}")
