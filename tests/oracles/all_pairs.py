"""Adjusted p values of all pairs of methods by the definition. Run: python tests/oracles/all_pairs.py (SciPy 1.17.1).

The pairs that are true hypotheses make an equivalence relation of the methods; any of the 2^(pairs) sets that is not
one is impossible. Bergmann and Hommel: the largest, over the possible sets that hold the pair, of size times least p.
Shaffer: step i counts the largest possible set of at most (pairs - i + 1)."""
from itertools import combinations

import numpy as np
from scipy import stats


def show(name, values):
    print(name, " ".join(f"{x:.15g}" for x in values))


def possible_sets(k):
    pairs = list(combinations(range(k), 2))
    for bits in range(1, 2 ** len(pairs)):
        chosen = [pair for i, pair in enumerate(pairs) if bits >> i & 1]
        same = np.eye(k, dtype=int)
        for i, j in chosen:
            same[i, j] = same[j, i] = 1
        if np.array_equal(same @ same > 0, same > 0):
            yield [i for i in range(len(pairs)) if bits >> i & 1]


def adjust(p, k):
    sets = list(possible_sets(k))
    sizes = sorted({len(s) for s in sets})
    shaffer, running = np.empty(len(p)), 0
    for step, i in enumerate(np.argsort(p, kind="stable")):
        together = max(size for size in sizes if size <= len(p) - step)
        running = max(running, min(1, together * p[i]))
        shaffer[i] = running
    bergmann = [min(1, max(len(s) * min(p[j] for j in s) for s in sets if i in s)) for i in range(len(p))]
    holm = np.empty(len(p))
    running = 0
    for step, i in enumerate(np.argsort(p, kind="stable")):
        running = max(running, min(1, (len(p) - step) * p[i]))
        holm[i] = running
    show("  holm", holm)
    show("  shaffer", shaffer)
    show("  bergmann-hommel", bergmann)


# As scmamp 0.2.55 prints friedmanPost(data.gh.2008), the data of Garcia and Herrera (2008): C4.5, 1-NN, naive Bayes,
# kernel, CN2; pairs in the order 12 13 14 15 23 24 25 34 35 45.
print("Garcia and Herrera 2008")
adjust([0.004848763, 0.8064959, 4.486991e-08, 0.012763008, 0.010112334, 0.007963489, 0.743971478, 1.736118e-07,
        0.024744672, 0.002880485], 5)

table = np.array([[91.2, 90.4, 88.2, 91.9], [73.8, 71.5, 70.3, 74.1], [85.1, 86.2, 80.0, 88.5], [64.1, 61.5, 61.0, 64.3],
                  [97.3, 93.0, 95.6, 97.7], [58.8, 55.2, 51.7, 64.0], [79.7, 76.8, 80.4, 82.3], [68.5, 62.7, 60.3, 67.5],
                  [88.1, 82.2, 81.8, 91.2]])
table = np.rint(table * 10).astype(int)  # whole tenths: as fractions, equal differences would not be tied
for i, j in combinations(range(4), 2):
    assert len(set(abs(table[:, i] - table[:, j])) | {0}) == 10, "ties"
p = [stats.wilcoxon(table[:, i] - table[:, j], method="exact").pvalue for i, j in combinations(range(4), 2)]
show("signed-rank p of nine data sets", p)
adjust(p, 4)
