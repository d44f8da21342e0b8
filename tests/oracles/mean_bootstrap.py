"""Reference numbers of the bootstrap of means: every resample of small samples, so that no random numbers are needed.
Run: python tests/oracles/mean_bootstrap.py (SciPy 1.17.1, NumPy 2.4.6)."""
from itertools import product
from types import SimpleNamespace

import numpy as np
from scipy import stats
from scipy.stats import _resampling

a = np.array([0.7, -1.6, 3.4, 0.8, 2.9])
b = np.array([1.9, 4.4, 5.5, 0.1])


def show(name, *values):
    print(name + ":", " ".join(f"{v:.15g}" for v in values))


def all_resamples(x):
    return np.array(list(product(x, repeat=len(x))))


def mean_difference(x, y, axis):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def mean(x, axis):
    return np.mean(x, axis=axis)


ra, rb = all_resamples(a), all_resamples(b)
one = np.sort(ra.mean(1))
two = np.sort((ra.mean(1)[:, None] - rb.mean(1)[None, :]).ravel())
for name, data, statistic, distribution in (("one sample", (a,), mean, one), ("two samples", (a, b), mean_difference, two)):
    for method in ("percentile", "BCa"):
        r = stats.bootstrap(data, statistic, n_resamples=0, bootstrap_result=SimpleNamespace(bootstrap_distribution=distribution), method=method, vectorized=True)
        show(f"{name} {method} low high", *r.confidence_interval)
    show(name + " standard error", distribution.std())
    centre = statistic(*data, axis=-1)
    below = (np.sum(distribution < centre - 1e-12) + np.sum(distribution <= centre + 1e-12)) / (2 * len(distribution))
    show(name + " z0", stats.norm.ppf(below))
for name, data, statistic, distribution in (("one sample", (a,), mean, one), ("two samples", (a, b), mean_difference, two)):
    show(f"{name}: levels and acceleration", *np.ravel(_resampling._bca_interval(data, statistic, -1, 0.025, distribution, None, np)))


def studentized(estimate, error, differences, errors):
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(errors > 1e-12, differences / errors, np.where(np.abs(differences) < 1e-12, 0, np.copysign(np.inf, differences)))
    low, high = np.quantile(t, [0.025, 0.975], method="inverted_cdf")
    return estimate - high * error, estimate - low * error


show("one sample studentized", *studentized(a.mean(), stats.sem(a), ra.mean(1) - a.mean(), stats.sem(ra, axis=1)))
errors = np.sqrt(stats.sem(ra, axis=1)[:, None] ** 2 + stats.sem(rb, axis=1)[None, :] ** 2).ravel()
differences = (ra.mean(1)[:, None] - rb.mean(1)[None, :]).ravel() - (a.mean() - b.mean())
show("two samples studentized", *studentized(a.mean() - b.mean(), np.hypot(stats.sem(a), stats.sem(b)), differences, errors))
