"""The studentized range at infinite df by the trapezoidal rule, which for these integrands is exact to rounding.

Run: python tests/oracles/studentized_range.py (Python 3.11, the standard library alone)."""
from math import erfc, exp, fsum, pi, sqrt


def cdf(x):
    return erfc(-x / sqrt(2)) / 2


def ccdf(q, k, step=1 / 64):
    """P(max - min > q) = 1 - k times the integral of phi(x) (Phi(x) - Phi(x - q))^(k - 1)."""
    grid = [i * step for i in range(int(-12 / step), int(24 / step))]
    return 1 - k * step * fsum(exp(-x * x / 2) / sqrt(2 * pi) * (cdf(x) - cdf(x - q)) ** (k - 1) for x in grid)


for q, k in [(0.5, 3), (2, 3), (3.5, 3), (5, 3), (8, 3), (4, 2), (4, 10), (4, 50), (6, 200)]:
    print(f"q {q} k {k}: {ccdf(q, k):.15g} (half the step: {ccdf(q, k, 1 / 128):.15g})")
