"""Reference answers of the consistency tests of printed numbers, by fractions and by search over every sum of squares; p values by SciPy.
Run: python tests/oracles/reported_numbers.py (Python 3.11, SciPy 1.17.1)."""
from fractions import Fraction as F

from scipy import stats


def show(name, *values):
    print(name + ":", " ".join(v if isinstance(v, str) else f"{v:.15g}" for v in values))


def ends(text):
    unit = F(1, 10 ** len(text.partition(".")[2]))
    return F(text) - unit / 2, F(text) + unit / 2


def grimmer(mean, sd, n, denominator):
    """Rounding to the nearest. Every total that rounds to the mean, every sum of squares of integers with that total."""
    (a, b), (c, d) = ends(mean), ends(sd)
    for total in range(int(a * n) - 2, int(b * n) + 3):
        if not a <= F(total, n) <= b:
            continue
        for q in range(0, 4 * n * 200):
            if (q - total) % 2 or q * n < total * total:
                continue
            variance = (q - F(total * total, n)) / denominator
            if max(c, 0) ** 2 <= variance <= d**2:
                return True
    return False


for mean, sd, n in (("5.21", "1.60", 28), ("3.44", "2.47", 18), ("3.45", "1.20", 20), ("2.20", "1.30", 20), ("4.53", "1.51", 17), ("5.00", "0.30", 10)):
    show(f"grimmer {mean} {sd} {n}: n - 1, n", *(str(grimmer(mean, sd, n, k)) for k in (n - 1, n)))


def debit(mean, sd, n, denominator):
    (a, b), (c, d) = ends(mean), ends(sd)
    return any(a <= F(k, n) <= b and c**2 <= F(k * (n - k), n * denominator) <= d**2 for k in range(n + 1))


for mean, sd, n in (("0.36", "0.11", 20), ("0.44", "0.50", 55), ("0.81", "0.39", 62), ("0.50", "0.51", 40), ("0.50", "0.50", 40)):
    show(f"debit {mean} {sd} {n}: n - 1, n", *(str(debit(mean, sd, n, k)) for k in (n - 1, n)))


def two_sided(t, df):
    return 2 * stats.t.sf(abs(t), df)


show("t(28) = 2.20: p low high", two_sided(2.205, 28), two_sided(2.195, 28))
show("t(28) = 2.20 greater, less", stats.t.sf(2.205, 28), stats.t.sf(2.195, 28), stats.t.cdf(2.195, 28), stats.t.cdf(2.205, 28))
show("t(10) = 0.0: p low", two_sided(0.05, 10))
show("z = -1.96: p low high", 2 * stats.norm.sf(1.965), 2 * stats.norm.sf(1.955))
show("F(2, 27) = 3.4: p low high", stats.f.sf(3.45, 2, 27), stats.f.sf(3.35, 2, 27))
show("chi2(3) = 7.81: p low high", stats.chi2.sf(7.815, 3), stats.chi2.sf(7.805, 3))
