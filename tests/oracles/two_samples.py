"""Reference numbers of Student's, Yuen's and the Brunner-Munzel test, of the probability effect sizes, the 5x2cv F test and the Bayesian
correlated t test. Run: python tests/oracles/two_samples.py (SciPy 1.17.1, statsmodels 0.15.0, baycomp 1.0.3)."""
from itertools import combinations
from math import sqrt, log, exp

import numpy as np
from scipy import stats

a = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
b = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5])
tied_a = np.array([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], float)
tied_b = np.array([3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4], float)


def show(name, *values):
    print(name + ":", " ".join(f"{v:.15g}" for v in values))


r = stats.ttest_ind(a, b)
show("student t df p low high", r.statistic, r.df, r.pvalue, *r.confidence_interval())
r = stats.ttest_ind(a, b[:1])
show("student 10 v 1: t df p", r.statistic, r.df, r.pvalue)
r = stats.ttest_ind(a, b, trim=0.2, equal_var=False)
show("yuen t df p", r.statistic, r.df, r.pvalue)
g = stats.ttest_ind(a, b, trim=0.2, equal_var=False, alternative="greater")
show("yuen p greater", g.pvalue)
show("trimmed means", stats.trim_mean(a, 0.2), stats.trim_mean(b, 0.2))


def placements(x, y):
    return np.array([(np.sum(y < v) + np.sum(y == v) / 2) / len(y) for v in x])


def interval(x, y, logit):
    px, py = placements(x, y), placements(y, x)
    vx, vy = px.var(ddof=1) / len(x), py.var(ddof=1) / len(y)
    p, se = px.mean(), sqrt(vx + vy)
    df = (vx + vy) ** 2 / (vx**2 / (len(x) - 1) + vy**2 / (len(y) - 1))
    t = stats.t.ppf(0.975, df)
    if not logit:
        return p, se, df, p - t * se, p + t * se
    low, high = (log(p / (1 - p)) + s * t * se / (p * (1 - p)) for s in (-1, 1))
    return p, 1 / (1 + exp(-low)), 1 / (1 + exp(-high))


# SciPy's sign is that of y over x.
for name, x, y in (("brunner-munzel", a, b), ("brunner-munzel tied", tied_a, tied_b)):
    r = stats.brunnermunzel(y, x)
    show(name + " statistic p", r.statistic, r.pvalue)
    show(name + " p(a > b) greater", stats.brunnermunzel(y, x, alternative="less").pvalue)
    show(name + " probability se df low high", *interval(x, y, False))
    show(name + " logit: a12 low high", *interval(x, y, True))
try:
    from statsmodels.stats.nonparametric import rank_compare_2indep
    r = rank_compare_2indep(tied_a, tied_b)
    show("statsmodels tied: prob1 statistic p low high", r.prob1, r.statistic, r.pvalue, *r.conf_int())
except ImportError:
    print("statsmodels is not here")
print("SciPy on complete separation:", stats.brunnermunzel([1, 2, 3], [4, 5, 6]))


def statistic(x, y):
    px, py = placements(x, y), placements(y, x)
    v = px.var(ddof=1) / len(x) + py.var(ddof=1) / len(y)
    d = px.mean() - 0.5
    return d / sqrt(v) if v > 0 else np.sign(d) * np.inf


def permutation(x, y):
    pool, seen = np.concatenate([x, y]), statistic(x, y)
    two = greater = count = 0
    for chosen in combinations(range(len(pool)), len(x)):
        mask = np.zeros(len(pool), bool)
        mask[list(chosen)] = True
        t = statistic(pool[mask], pool[~mask])
        count += 1
        near = 1e-9 * abs(seen) if np.isfinite(seen) else 0
        two += abs(t) >= abs(seen) - near
        greater += t >= seen - near
    print(f"brunner-munzel permutation: {two} two-sided, {greater} greater, of {count}")


permutation(a[:5], b[:6])
permutation(tied_a[:6], tied_b[:5])
permutation(np.array([4.0, 5, 6]), np.array([1.0, 2, 3, 3]))

d = np.array([0.02, 0.03, -0.01, 0.04, 0.015, 0.05, 0.03, 0.01, -0.02, 0.06])
f = sum(d**2) / (2 * sum((d[0::2] - d[1::2]) ** 2 / 2))
show("5x2cv F p", f, stats.f.sf(f, 10, 5))
t = stats.t(9, d.mean(), sqrt(d.var(ddof=1) * (1 / 10 + 1 / 9)))
show("correlated t, 10 folds, rope .01: left inside right low high", t.cdf(-0.01), t.cdf(0.01) - t.cdf(-0.01), t.sf(0.01), *t.interval(0.95))
try:
    import baycomp
    show("baycomp", *baycomp.two_on_single(np.zeros(10), d, rope=0.01, runs=1))
except ImportError:
    print("baycomp is not here")
