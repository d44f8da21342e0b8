"""Reference numbers of bands and budgets. Run: python tests/oracles/tuning_curve.py (SciPy 1.17.1, mpmath 1.4.1).

The coverage of a band is Steck's determinant; the width of the Kolmogorov-Smirnov band is SciPy's."""
import itertools

import mpmath as mp
import numpy as np
from scipy import optimize, stats

mp.mp.dps = 60


def steck(low, high):
    """P(low[i] <= U_(i) <= high[i] for all i) of n sorted uniform values."""
    n = len(low)
    entry = lambda i, j: mp.mpf(max(high[i] - low[j], 0)) ** (j - i + 1) / mp.factorial(j - i + 1) if j >= i - 1 else mp.mpf(0)
    return float(mp.factorial(n) * mp.det(mp.matrix(n, n) + mp.matrix([[entry(i, j) for j in range(n)] for i in range(n)])))


def equal_tailed(n, tails):
    i = np.arange(1, n + 1)
    return stats.beta.ppf(tails / 2, i, n - i + 1), stats.beta.isf(tails / 2, i, n - i + 1)


for n, confidence in ((1, 0.95), (2, 0.95), (5, 0.8), (20, 0.95), (40, 0.9)):
    print(f"KS width, n {n}, {confidence}: {stats.kstwo.ppf(confidence, n):.12g}")
    log_tails = optimize.brentq(lambda t: steck(*equal_tailed(n, np.exp(t))) - confidence, np.log((1 - confidence) / n), np.log(1 - confidence), xtol=1e-13)
    low, high = equal_tailed(n, np.exp(log_tails))
    print(f"equal tails, n {n}, {confidence}: {np.exp(log_tails):.10g}, first {low[0]:.10g} {high[0]:.10g}, middle {low[n // 2]:.10g} {high[n // 2]:.10g}")

x = np.array([0.62, 0.71, 0.55, 0.80, 0.78, 0.66, 0.74])
for n in (1, 2, 3, 7):
    without = np.mean([max(c) for c in itertools.combinations(x, n)])
    replaced = np.mean(np.max(np.array(list(itertools.product(x, repeat=n))), axis=1)) if n < 7 else np.sum(np.sort(x) * np.diff((np.arange(8) / 7) ** 7))
    print(f"best of {n}: without {without:.14g}, with {replaced:.14g}, lowest without {np.mean([min(c) for c in itertools.combinations(x, n)]):.14g}")

y = np.sort((np.arange(1, 41) * 17 % 41) / 41)
low, high = equal_tailed(40, np.exp(log_tails))
width = stats.kstwo.ppf(0.9, 40)
dkw = np.sqrt(np.log(20) / 80)
r = np.arange(1, 41)
for name, lower, upper in (("equal", low, high), ("ks", r / 40 - width, (r - 1) / 40 + width), ("dkw", r / 40 - dkw, (r - 1) / 40 + dkw)):
    for budget in (1, 3, 10, 30):
        p = 0.5 ** (1 / budget)
        # inf {x: F(x) >= p} by going through the candidates of a step function one by one
        at = lambda step: next((v for v, f in zip(y, step) if f >= p), np.inf)
        below = at(np.append(upper[1:], 1))
        print(f"{name}, budget {budget}: {at(r / 40):.10g} in {-np.inf if upper[0] >= p else below:.10g}, {at(lower):.10g}")
