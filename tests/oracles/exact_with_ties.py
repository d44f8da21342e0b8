"""Exact p values with ties, by enumeration in rational arithmetic.

Run: python tests/oracles/exact_with_ties.py (Python 3.11, SciPy 1.17.1 for rankdata alone)."""
from fractions import Fraction
from itertools import combinations, product
from scipy.stats import rankdata


def signed_rank(differences, pratt=False):
    kept = [d for d in differences if d != 0 or pratt]
    ranks = [int(2 * r) for r in rankdata([abs(d) for d in kept])]
    signed = [(r, d) for r, d in zip(ranks, kept) if d != 0]
    total = sum(r for r, _ in signed)
    observed = abs(2 * sum(r for r, d in signed if d > 0) - total)
    hits = sum(abs(2 * sum(r for (r, _), s in zip(signed, signs) if s) - total) >= observed
               for signs in product((0, 1), repeat=len(signed)))
    return Fraction(hits, 2 ** len(signed))


def rank_sum(a, b):
    ranks = [int(2 * r) for r in rankdata(list(a) + list(b))]
    n, m = len(a), len(b)
    middle = n * (n + m + 1)
    observed = abs(sum(ranks[:n]) - middle)
    sums = [abs(sum(c) - middle) for c in combinations(ranks, n)]
    return Fraction(sum(s >= observed for s in sums), len(sums))


for name, p in [
    ("signed rank 1 1 2 2 3 3 -1", signed_rank([1, 1, 2, 2, 3, 3, -1])),
    ("signed rank with zeros, wilcoxon", signed_rank([0, 0, 0, -1, -2, 2, 3, 4, 5, 5])),
    ("signed rank with zeros, pratt", signed_rank([0, 0, 0, -1, -2, 2, 3, 4, 5, 5], pratt=True)),
    ("rank sum tied", rank_sum([1, 2, 2, 3, 5], [2, 3, 3, 4, 6, 6, 7])),
    ("rank sum tied, unequal", rank_sum([4, 4, 5], [1, 1, 2, 3, 3, 3, 4, 4])),
]:
    print(f"{name}: {p} = {float(p):.15g}")
