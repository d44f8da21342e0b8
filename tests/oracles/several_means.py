"""Reference numbers of the comparisons of several means and of the distributions behind them.
Run: python tests/oracles/several_means.py (NumPy 2.4.6, SciPy 1.17.1).

The distributions by the trapezoidal rule with steps far finer than needed, each printed with two of them. mpmath 1.4.1
with 30 digits gives 0.229471520693983 for the first."""
import numpy as np
from scipy import special, stats


def phi(x):
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


def cdf(x):
    return special.erfc(-x / np.sqrt(2)) / 2


def range_tail(q, k, step):
    """k times the integral of phi(x) (Phi(x)^(k-1) - (Phi(x) - Phi(x - q))^(k-1)), without cancellation."""
    x = np.arange(-9, max(11, q / 2 + 9), step)
    a = cdf(x)
    with np.errstate(divide="ignore"):  # where q is next to 0
        return k * step * np.sum(phi(x) * a ** (k - 1) * -np.expm1((k - 1) * np.log1p(-np.minimum(1, cdf(x - q) / a))))


def one_control_tail(x, loadings, step):
    """1 - the integral of phi(y) times the product of P(|l y + sqrt(1 - l^2) E| <= x), likewise."""
    y = np.arange(0, np.sqrt(x * x + 100), step)
    log_within = 0
    for l in loadings:
        rest = np.sqrt(1 - l * l)
        with np.errstate(divide="ignore"):
            log_within = log_within + np.log1p(-np.minimum(1, cdf((l * y - x) / rest) + cdf((-l * y - x) / rest)))
    f = phi(y) * -np.expm1(log_within)
    return step * (2 * np.sum(f) - f[0])


def over_sd(tail, df, step):
    """The mean of tail(s) over s = sqrt(chi^2 / df), in u = ln s."""
    log_scale = np.log(2) + df / 2 * np.log(df / 2) - special.gammaln(df / 2)
    u = np.arange(-(45 / df + 4 / np.sqrt(df)), 5 / np.sqrt(df), step)
    log_weight = log_scale + df * u - df * np.exp(2 * u) / 2
    return step * sum(np.exp(w) * tail(s) for w, s in zip(log_weight, np.exp(u)) if w > -80)


def show(name, of_step):
    print(f"{name}: {of_step(1 / 32):.13g} (half the step: {of_step(1 / 64):.13g})")


for q, k, df in [(3.5, 3, 2), (3.5, 3, 5), (4, 5, 20), (12, 4, 8), (5, 10, 60), (2, 3, 1.5)]:
    show(f"range q {q} k {k} df {df}", lambda h: over_sd(lambda s: range_tail(q * s, k, h), df, h))
for x, loadings, df in [(2.5, [.7, .7, .7], 12), (2, [.5, .6, .9], 6), (6, [.6, .8], 20)]:
    show(f"one control x {x} loadings {loadings} df {df}",
         lambda h: over_sd(lambda s: one_control_tail(x * s, loadings, h), df, h))

# Ozone in New York in May, June and July 1973; R's airquality.
months = [[41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37],
          [29, 71, 39, 23, 21, 37, 20, 12, 13],
          [135, 49, 32, 64, 40, 77, 97, 97, 85, 10, 27, 7, 48, 35, 61, 79, 63, 16, 80, 108, 20, 52, 82, 50, 64, 59]]
for name, equal in [("tukey", True), ("games-howell", False)]:
    t = stats.tukey_hsd(*months, equal_var=equal)
    interval = t.confidence_interval()
    for i, j in [(0, 1), (0, 2), (1, 2)]:
        print(f"{name} of ozone {i} {j}: p {t.pvalue[i, j]:.9g} low {interval.low[i, j]:.9g} high {interval.high[i, j]:.9g}")

arrays = [np.array(month, dtype=float) for month in months]
sizes = np.array([len(month) for month in months])
df = sizes.sum() - 3
sd = np.sqrt(sum(((month - month.mean()) ** 2).sum() for month in arrays) / df)
loadings = np.sqrt(sizes[1:] / (sizes[1:] + sizes[0]))
for a in (1, 2):
    t = (arrays[a].mean() - arrays[0].mean()) / sd / np.sqrt(1 / sizes[a] + 1 / sizes[0])
    show(f"dunnett of ozone {a} 0: t {t:.12g} p",
         lambda h: over_sd(lambda s: one_control_tail(abs(t) * s, loadings, h), int(df), h / 2))
