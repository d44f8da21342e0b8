"""Reference numbers for tests/audit/integrity_rules_test.cpp (RP802, RP804, ST110, ST111, PR505, VA901).

SciPy 1.17.1, NumPy 2.4.6, from the root of the repository: python tests/oracles/audit_integrity_rules.py
"""
import json

import numpy as np
from scipy import integrate, optimize, stats

ROOT = "fixtures/audit/"


def runs(case):
    with open(ROOT + case + "/runs.jsonl") as file:
        return [json.loads(line) for line in file]


def arm(case, method, purpose="final"):
    return np.array([r["results"]["accuracy"] for r in runs(case)
                     if r["method"] == method and r.get("purpose", "final") == purpose])


def welch(a, b):
    return stats.ttest_ind(a, b, equal_var=False)


def agreement(grid, sd, n):
    cells = np.arange(-2000, 2001)
    p = stats.norm.cdf((cells + 0.5) * grid / sd) - stats.norm.cdf((cells - 0.5) * grid / sd)
    return (p ** n).sum()


print("RP804 chance of five equal ends on 10,000 items", agreement(1e-4, 0.003 * 0.9737, 5))
print("RP804 chance of three equal ends on 40 items", agreement(1 / 40, 0.003 * 0.975, 3))

bn = arm("mixed_code/fires-means-differ", "bn")
print("RP802", welch(bn[3:], bn[:3]).pvalue, 0.05 / 4)

for case in ("fires", "fires-parent"):
    bn, sgd = (arm("pseudo_replication/" + case, m) for m in ("bn", "sgd"))
    by_training = welch(bn.reshape(-1, 3).mean(axis=1), sgd.reshape(-1, 3).mean(axis=1))
    interval = by_training.confidence_interval(0.95)
    print("ST110", case, bn.mean() - sgd.mean(), interval.low, interval.high, by_training.pvalue, welch(bn, sgd).pvalue)


def outlier_p(values, index):
    """n times the p value of the externally studentised residual: Grubbs's test with Bonferroni's bound."""
    rest, n = np.delete(values, index), len(values)
    t = (values[index] - rest.mean()) / (rest.std(ddof=1) * np.sqrt(1 + 1 / (n - 1)))
    return min(1.0, n * 2 * stats.t.sf(abs(t), n - 2))


bn, sgd = (arm("fragile_result/fires", m) for m in ("bn", "sgd"))
print("ST111", bn.mean() - sgd.mean(), bn[:9].mean() - sgd.mean(), welch(bn, sgd).pvalue, welch(bn[:9], sgd).pvalue,
      outlier_p(bn, 9))
print("ST111 middle", stats.trim_mean(bn, 0.25) - stats.trim_mean(sgd, 0.25), np.median(bn) - np.median(sgd),
      stats.binomtest(1, 10).proportion_ci(0.95, "exact"))
# the same statistic by Grubbs's own formula: G = |x - mean| / sd of all, t^2 = n (n - 2) G^2 / ((n - 1)^2 - n G^2)
n, g = 10, abs(bn[9] - bn.mean()) / bn.std(ddof=1)
print("ST111 Grubbs", n * 2 * stats.t.sf(np.sqrt(n * (n - 2) * g ** 2 / ((n - 1) ** 2 - n * g ** 2)), n - 2))
bn, sgd = (arm("fragile_result/fires-middle-disagrees", m) for m in ("bn", "sgd"))
print("ST111 disagreement", welch(bn, sgd).pvalue, bn.mean() - sgd.mean(), np.median(bn) - np.median(sgd))
rng = np.random.default_rng(1)
for n in (5, 10):
    x, y = rng.standard_normal((2, 200_000, n))
    gap = x.mean(1) - y.mean(1)
    wins = (gap > 0) & (stats.ttest_ind(x, y, axis=1, equal_var=False).pvalue < 0.05)
    middle = np.minimum(np.median(x, 1) - np.median(y, 1), stats.trim_mean(x, 0.25, axis=1) - stats.trim_mean(y, 0.25, axis=1))
    print("ST111 wins with a losing middle, of a million null studies, n =", n, 1e6 * (wins & (middle < 0)).mean())


def stays(shares, z):
    """Probability that a Brownian motion's standardised values at three shares of time all stay within +-z."""
    s = np.asarray(shares, dtype=float)
    bounds, steps = z * np.sqrt(s), np.sqrt(np.diff(s))

    def density(b2, b1):
        last = stats.norm.cdf((bounds[2] - b2) / steps[1]) - stats.norm.cdf((-bounds[2] - b2) / steps[1])
        return stats.norm.pdf(b1, scale=np.sqrt(s[0])) * stats.norm.pdf(b2 - b1, scale=steps[0]) * last

    return integrate.dblquad(density, -bounds[0], bounds[0], -bounds[1], bounds[1], epsabs=1e-12, epsrel=1e-12)[0]


z = stats.norm.ppf(0.975)
print("PR505 looks at 3, 5 and 8", 1 - stays([3 / 8, 5 / 8, 1], z))
pocock = optimize.brentq(lambda c: stays([1 / 3, 2 / 3, 1], c) - 0.95, 2.2, 2.4, xtol=1e-10)
print("PR505 Pocock, three looks", 2 * stats.norm.sf(pocock))
print("PR505", welch(*(arm("optional_stopping/fires", m) for m in ("bn", "sgd"))).pvalue)
w = welch(*(arm("unsupported_wording/fires", m) for m in ("bn", "sgd")))
print("VA901", w.pvalue, w.confidence_interval(0.95))
