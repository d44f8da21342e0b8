# Reference numbers of anytime-valid methods and of the winner's curse, by definitions written out in mpmath at 40 digits.
# Run: python tests/oracles/anytime.py (written with Python 3.11, mpmath 1.4.1)
from mpmath import mp, mpf, quad, log, sqrt, log1p, ncdf, findroot, beta, inf

mp.dps = 40


def show(name, *values):
    print(name + ":", " ".join(mp.nstr(v, 17) for v in values))


# Sign e-process: the mixture integrated numerically. 7 wins, 2 losses.
w, l = 7, 2
jeffreys = quad(lambda p: (2 * p) ** w * (2 * (1 - p)) ** l / (mp.pi * sqrt(p * (1 - p))), [0, 0.5, 1])
uniform = quad(lambda p: 2 * (2 * p) ** w * (2 * (1 - p)) ** l, [0.5, 1])
uniform_less = quad(lambda p: 2 * (2 * p) ** l * (2 * (1 - p)) ** w, [0.5, 1])
show("sign e-process 7 wins 2 losses: two-sided greater less", jeffreys, uniform, uniform_less)

x = [mpf(v) / 10 for v in (9, 7, 8, 10, 6, 9, 8, 7, 9, 8)]
alpha = mpf(1) / 20


def rounds():
    out, total, squares, mean, var = [], mpf(1) / 2, mpf(1) / 4, mpf(1) / 2, mpf(1) / 4
    for t, v in enumerate(x, 1):
        out.append((v, mean, sqrt(2 * log(2 / alpha) / (var * t * log1p(t)))))
        total += v
        mean = total / (t + 1)
        squares += (v - mean) ** 2
        var = squares / (t + 1)
    return out


# Waudby-Smith and Ramdas (2024), theorem 2, at the last value alone and intersected.
low, high = mpf(0), mpf(1)
for n in range(1, len(x) + 1):
    seen = rounds()[:n]
    bets = [min(r[2], mpf(1) / 2) for r in seen]
    psi = [-log(1 - b) - b for b in bets]
    centre = sum(b * r[0] for b, r in zip(bets, seen)) / sum(bets)
    margin = (log(2 / alpha) + sum(p * (r[0] - r[1]) ** 2 for p, r in zip(psi, seen))) / sum(bets)
    low, high = max(low, centre - margin), min(high, centre + margin)
show("empirical Bernstein", low, high)


def capital(m, sign, n):
    room = m if sign > 0 else 1 - m
    return sum(log(1 + sign * min(b, mpf(1) / 2 / room) * (v - m)) for v, _, b in rounds()[:n])


def bet_bound(sign):
    best = None
    for n in range(1, len(x) + 1):
        f = lambda m: capital(m, sign, n) - log(2 / alpha)
        a, b = mpf("1e-9"), 1 - mpf("1e-9")
        if (f(a) > 0) == (f(b) > 0):
            continue
        for _ in range(120):
            c = (a + b) / 2
            if (f(c) > 0) == (f(a) > 0):
                a = c
            else:
                b = c
        best = a if best is None else (max(best, a) if sign > 0 else min(best, a))
    return best


show("betting low", bet_bound(1) or mpf(0))
show("betting high", bet_bound(-1) or mpf(1))

# Waudby-Smith et al. (2024), best at 5 values.
rho2 = (-2 * log(alpha) + log(-2 * log(alpha) + 1)) / 5
low, high = -inf, inf
for n in range(1, len(x) + 1):
    m = sum(x[:n]) / n
    v = sum((u - m) ** 2 for u in x[:n]) / n
    if v == 0:
        continue
    margin = sqrt(v) * sqrt(2 * (n * rho2 + 1) / (n ** 2 * rho2) * log(sqrt(n * rho2 + 1) / alpha))
    low, high = max(low, m - margin), min(high, m + margin)
show("asymptotic", low, high)

# Winner's curse: winner 2.5, runner-up 1.75, standard error 0.5.
seen, cut, se = mpf("2.5"), mpf("1.75"), mpf("0.5")


def mean(tail):
    return findroot(lambda u: log(ncdf(-(seen - u) / se)) - log(ncdf(-(cut - u) / se)) - log(tail), (0, 4), solver="anderson", tol=1e-35)


show("winner's curse: estimate low high", mean(mpf("0.5")), mean(mpf("0.025")), mean(mpf("0.975")))
cut, seen = mpf("1.75"), mpf("1.76")
show("winner's curse, 1.76 against 1.75, low", findroot(lambda u: log(ncdf(-(seen - u) / se)) - log(ncdf(-(cut - u) / se)) - log(mpf("0.025")), (-120, -80), solver="anderson", tol=1e-30))

# Anytime-valid t test: the density of noncentral t under standardised means delta, averaged over delta ~ N(0, g), over that at
# 0 (SciPy 1.17.1); the ends of the interval are where it is 20.
import numpy
from scipy import integrate, optimize, stats

d = numpy.array([31, 12, 45, 27, -8, 39, 22, 18]) / 100


def anytime_e(values, g, null=0.0):
    n = len(values)
    t = stats.ttest_1samp(values, null).statistic
    mixed = integrate.quad(lambda u: stats.nct.pdf(t, n - 1, u * n ** 0.5) * stats.norm.pdf(u, 0, g ** 0.5), -12, 12,
                           points=[0, t / n ** 0.5], epsabs=0, epsrel=1e-12, limit=200)[0]
    return mixed / stats.t.pdf(t, n - 1)


print("anytime t, effect variance 1 and 1/4: %.12g %.12g" % (anytime_e(d, 1), anytime_e(d, 0.25)))
end = lambda low, high: optimize.brentq(lambda m: anytime_e(d, 1, m) - 20, low, high, xtol=1e-13)
print("anytime t, 95 %% interval: %.10g %.10g" % (end(-0.2, d.mean()), end(d.mean(), 0.8)))
