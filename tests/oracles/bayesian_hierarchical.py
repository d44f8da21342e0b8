"""The hierarchical test of a tiny case by quadrature. Run: python tests/oracles/bayesian_hierarchical.py (SciPy 1.17.1).

The sds within datasets are integrated in closed form (an incomplete gamma function), the dataset means numerically on
nodes that follow both factors of the integrand, and mean, scale and df of the Student t on a grid of their own."""
import numpy as np
from scipy import special, stats

DATA = [[0.4, 1.1, -0.2, 0.7], [1.9, 1.2, 1.4], [-0.3, 0.5, 0.2, 0.9, -0.1], [0.8, 1.6, 1.1, 0.3]]
RHO, ROPE = 0.2, 0.25

x = [np.array(d) for d in DATA]
mean = np.array([d.mean() for d in x])
largest = max(np.abs(d).max() for d in x)
scale_end = 1000 * mean.std()
sd_end = 1000 * np.mean([d.std() for d in x])


def edges_and_middles(edges):
    return np.diff(edges), (edges[1:] + edges[:-1]) / 2


width_m, m = edges_and_middles(np.linspace(-largest, largest, 91))
# ds = s d(log s), d(nu - 1) = (nu - 1) d(log(nu - 1))
log_s, s = edges_and_middles(np.linspace(np.log(1e-4), np.log(scale_end), 91))
s = np.exp(s)
log_r, r = edges_and_middles(np.linspace(np.log(1e-4), np.log(4000), 25))
r = np.exp(r)
alphas, betas = (np.linspace(lo, hi, 401)[:-1] + (hi - lo) / 800 for lo, hi in ((1, 2), (0.01, 0.1)))
prior_r = np.array([np.mean(stats.gamma.pdf(v, alphas[:, None], scale=1 / betas)) for v in r])

quantile_levels = (np.arange(100) + 0.5) / 100
quantile_levels = np.concatenate([np.logspace(-9, -2.6, 30), quantile_levels[1:-1], 1 - np.logspace(-2.6, -9, 30)])
weight = np.zeros((len(m), len(s), len(r)))
for k, df in enumerate(r + 1):
    log_product = np.zeros((len(m), len(s)))
    prior_nodes = stats.t.ppf(quantile_levels, df)
    for i, d in enumerate(x):
        n = len(d)
        w, c = ((d - mean[i]) ** 2).sum() / (1 - RHO), n / (1 + (n - 1) * RHO)
        spread = np.sqrt(w / c / (n - 2))
        data_nodes = mean[i] + spread * stats.t.ppf(quantile_levels, n - 2)
        for j, scale in enumerate(s):
            nodes = np.sort(np.concatenate([np.broadcast_to(data_nodes, (len(m), len(data_nodes))), m[:, None] + scale * prior_nodes], axis=1), axis=1)
            b = (w + c * (mean[i] - nodes) ** 2) / 2
            likelihood = b ** (-(n - 1) / 2) * special.gammaincc((n - 1) / 2, b / sd_end**2)
            z2 = ((nodes - m[:, None]) / scale) ** 2
            log_constant = special.gammaln((df + 1) / 2) - special.gammaln(df / 2) - np.log(df * np.pi) / 2 - np.log(scale)
            density = np.exp(log_constant - (df + 1) / 2 * np.log1p(z2 / df))
            log_product[:, j] += np.log(np.trapezoid(likelihood * density, nodes, axis=1))
    weight[:, :, k] = np.exp(log_product) * s * prior_r[k] * r[k]
weight *= width_m[:, None, None] * log_s[None, :, None] * log_r[None, None, :]
weight /= weight.sum()

M, S, R = np.meshgrid(m, s, r, indexing="ij")
left = stats.t.cdf((-ROPE - M) / S, R + 1)
right = stats.t.sf((ROPE - M) / S, R + 1)
inside = 1 - left - right
winner = np.argmax([left, inside, right], axis=0)
print("masses:", *(f"{np.sum(weight * p):.4f}" for p in (left, inside, right)))
print("shares:", *(f"{np.sum(weight[winner == i]):.4f}" for i in range(3)))
print(f"mean: {np.sum(weight * M):.4f}, sd {np.sqrt(np.sum(weight * M**2) - np.sum(weight * M)**2):.4f}")
print(f"P(scale < 0.5): {np.sum(weight[S < 0.5]):.3f}, P(df < 10): {np.sum(weight[R < 9]):.3f}")
