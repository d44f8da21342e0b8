"""Reference numbers of the Friedman family. Run: python tests/oracles/friedman.py (SciPy 1.17.1)."""
import numpy as np
from scipy import stats

# Demsar (2006), table 6: areas under the curve of C4.5, C4.5+m, C4.5+cf, C4.5+m+cf on 14 data sets.
table = np.array([
    .763, .768, .771, .798, .599, .591, .590, .569, .954, .971, .968, .967, .628, .661, .654, .657,
    .882, .888, .886, .898, .936, .931, .916, .931, .661, .668, .609, .685, .583, .583, .563, .625,
    .775, .838, .866, .875, 1, 1, 1, 1, .940, .962, .965, .962, .619, .666, .614, .669,
    .972, .981, .9751, .975, .957, .978, .946, .970]).reshape(14, 4)
r = stats.friedmanchisquare(*table.T)
print(f"friedman: chi2 {r.statistic:.15g} p {r.pvalue:.15g}")
n, k = table.shape
ranks = stats.rankdata(-table, axis=1).mean(axis=0)
print("mean ranks", " ".join(f"{x:.15g}" for x in ranks))
plain = 12 * n / (k * (k + 1)) * (np.sum(ranks**2) - k * (k + 1) ** 2 / 4)
f = (n - 1) * r.statistic / (n * (k - 1) - r.statistic)
print(f"without ties {plain:.15g}; Iman-Davenport {f:.15g} p {stats.f.sf(f, k - 1, (k - 1) * (n - 1)):.15g}")
q = abs(ranks[0] - ranks[3]) / np.sqrt(k * (k + 1) / (6 * n)) * np.sqrt(2)
print(f"nemenyi p of 1 v 4 {stats.studentized_range.sf(q, k, np.inf):.12g}")
print(f"nemenyi critical difference {stats.studentized_range.ppf(.95, k, np.inf) / np.sqrt(2) * np.sqrt(k * (k + 1) / (6 * n)):.12g}")
