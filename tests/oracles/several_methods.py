"""Reference numbers of the tests of several methods or groups. Run: python tests/oracles/several_methods.py
(SciPy 1.17.1, scikit-posthocs 0.17.1)."""
from itertools import combinations

import numpy as np
import scikit_posthocs as sp
from scipy import stats

# Demsar (2006), table 6: areas under the curve of C4.5, C4.5+m, C4.5+cf, C4.5+m+cf on 14 data sets.
table = np.array([
    .763, .768, .771, .798, .599, .591, .590, .569, .954, .971, .968, .967, .628, .661, .654, .657,
    .882, .888, .886, .898, .936, .931, .916, .931, .661, .668, .609, .685, .583, .583, .563, .625,
    .775, .838, .866, .875, 1, 1, 1, 1, .940, .962, .965, .962, .619, .666, .614, .669,
    .972, .981, .9751, .975, .957, .978, .946, .970]).reshape(14, 4)
n, k = table.shape


def show(name, *values):
    print(name, " ".join(f"{x:.15g}" for x in np.ravel(values)))


ranks = stats.rankdata(-table, axis=1).mean(axis=0)
error = np.sqrt(k * (k + 1) / (6 * n))
z = (ranks - ranks[0]) / error
show("bonferroni-dunn z", z)
show("bonferroni-dunn p", np.minimum(1, (k - 1) * 2 * stats.norm.sf(abs(z))))
show("bonferroni-dunn critical difference", stats.norm.isf(.05 / (2 * (k - 1))) * error)

weights = stats.rankdata(np.ptp(table, axis=1))
within = stats.rankdata(-table, axis=1)
s = weights[:, None] * (within - (k + 1) / 2)
a, b = np.sum(s**2), np.sum(s.sum(axis=0) ** 2) / n
f = (n - 1) * b / (a - b)
show("quade F p", f, stats.f.sf(f, k - 1, (k - 1) * (n - 1)))
show("quade mean ranks", (weights[:, None] * within).sum(axis=0) / weights.sum())
show("quade pairs", sp.posthoc_quade(table, dist="t").values)

# Whole thousandths (times 4, for the mean), so that the alignment has no rounding error.
whole = np.rint(table * 10000).astype(int)
aligned = stats.rankdata(-(whole * k - whole.sum(axis=1, keepdims=True))).reshape(n, k)
columns, rows = aligned.sum(axis=0), aligned.sum(axis=1)
t = (k - 1) * (np.sum(columns**2) - k * n**2 / 4 * (k * n + 1) ** 2) / (np.sum(aligned**2) - np.sum(rows**2) / k)
show("aligned mean ranks", aligned.mean(axis=0))
show("aligned chi2 p", t, stats.chi2.sf(t, k - 1))
z = np.subtract.outer(columns / n, columns / n) / np.sqrt(k * (k * n + 1) / 6)
show("aligned pairs", 2 * stats.norm.sf(abs(z)))

groups = [[2.1, 3.4, 1.9, 2.8, 3.4], [3.9, 4.4, 2.8, 5.1], [1.2, 2.1, 2.5, 0.7, 1.9, 2.2]]
r = stats.kruskal(*groups)
show("kruskal H p", r.statistic, r.pvalue)


def exact_kruskal(groups):
    """The share of all deals of the ranks to three groups whose H is no smaller; in doubled ranks and integers."""
    r = (2 * stats.rankdata(np.concatenate(groups))).astype(int).tolist()
    sizes = [len(g) for g in groups]
    scale = int(np.lcm.reduce(sizes))

    def spread(parts):
        return sum(sum(r[i] for i in part) ** 2 * scale // len(part) for part in parts)

    bounds = np.cumsum([0, *sizes])
    seen = spread([range(bounds[g], bounds[g + 1]) for g in range(3)])
    everything = set(range(len(r)))
    deals = [spread([first, second, everything - set(first) - set(second)])
             for first in combinations(sorted(everything), sizes[0])
             for second in combinations(sorted(everything - set(first)), sizes[1])]
    return sum(x >= seen for x in deals) / len(deals)


show("kruskal exact of 2 2 2", exact_kruskal([[1, 2], [3, 4], [5, 6]]))
show("kruskal exact of 3 3 2 with ties", exact_kruskal([[1.0, 2.0, 2.0], [2.0, 3.0, 5.0], [5.0, 6.0]]))
show("kruskal exact of 5 4 5", exact_kruskal([[2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0]]))
