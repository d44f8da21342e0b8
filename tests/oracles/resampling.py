"""Reference numbers of the permutation and sign-flip tests. Run: python tests/oracles/resampling.py (SciPy 1.17.1)."""
import numpy as np
from scipy import stats

treatment = np.array([689, 656, 668, 660, 679, 663, 664, 647], float)
control = np.array([657, 623, 652, 654, 658, 660, 670, 620], float)


def mean_difference(x, y, axis):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def welch(x, y, axis):
    return stats.ttest_ind(x, y, axis=axis, equal_var=False).statistic


for name, statistic in (("mean", mean_difference), ("welch", welch)):
    for alternative in ("two-sided", "greater"):
        r = stats.permutation_test((treatment, control), statistic, n_resamples=np.inf, alternative=alternative, vectorized=True)
        print(f"{name} {alternative}: statistic {r.statistic:.15g}, {np.sum(r.null_distribution >= r.statistic - 1e-9)} of {len(r.null_distribution)} above, p {r.pvalue:.15g}")
r = stats.permutation_test((treatment[:3], control), mean_difference, n_resamples=np.inf, vectorized=True)
hits = np.sum(np.abs(r.null_distribution) >= abs(r.statistic) - 1e-9)
print(f"3 v 8, as far from 0: {hits} of {len(r.null_distribution)}")

a = np.array([3.67, 1.72, 3.46, 2.60, 2.03, 2.10, 3.01])
b = np.array([2.11, 1.79, 2.71, 1.89, 1.69, 1.71, 2.01])
for alternative in ("two-sided", "greater"):
    r = stats.permutation_test((a - b,), lambda x, axis: np.mean(x, axis=axis), permutation_type="samples", n_resamples=np.inf, alternative=alternative, vectorized=True)
    print(f"sign flip {alternative}: p {r.pvalue:.15g}")
r = stats.permutation_test((treatment[:4], control), welch, n_resamples=np.inf, vectorized=True)
hits = np.sum(np.abs(r.null_distribution) >= abs(r.statistic) * (1 - 1e-9))
print(f"welch 4 v 8, as far from 0: statistic {r.statistic:.15g}, {hits} of {len(r.null_distribution)}")
r = stats.permutation_test((treatment[:4], control), mean_difference, n_resamples=np.inf, vectorized=True)
hits = np.sum(np.abs(r.null_distribution) >= abs(r.statistic) - 1e-9)
print(f"mean 4 v 8, as far from 0: {hits} of {len(r.null_distribution)}")
