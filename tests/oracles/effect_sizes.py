# Hedges' g and its interval for large arms that lie far apart, the non-central t integrated by its definition in mpmath at 30 digits.
# Run: python tests/oracles/effect_sizes.py (written with Python 3.11, mpmath 1.4.1)
from mpmath import mp, mpf, exp, findroot, log, loggamma, ncdf, quad, sqrt

mp.dps = 30


def noncentral_t_cdf(t, df, delta):
    def density(s):  # of a chi variable over the root of its degrees of freedom
        return exp(log(2) + (df / 2) * log(df / 2) - loggamma(df / 2) + (df - 1) * log(s) - df * s * s / 2)

    spread = 1 / sqrt(2 * df)
    points = [1 + k * spread for k in range(-14, 15, 2)]
    return quad(lambda s: ncdf(t * s - delta) * density(s), points)


# 500 values of 0 and 1 in turn, against the same 2.125 lower.
n, shift = mpf(500), mpf(17) / 8
sd = sqrt(n / 4 / (n - 1))
unit = sqrt(2 / n)
df = 2 * n - 2
t = shift / (sd * unit)
correction = exp(loggamma(df / 2) - loggamma((df - 1) / 2)) / sqrt(df / 2)
print("hedges g of 500 against 500:", mp.nstr(correction * t * unit, 17))
for probability in (mpf("0.975"), mpf("0.025")):
    guess = t - (1.96 if probability > 0.5 else -1.96) * sqrt(1 + t * t / (2 * df))
    delta = findroot(lambda d: noncentral_t_cdf(t, df, d) - probability, (guess, guess + mpf("0.1")), tol=mpf("1e-22"))
    print("its limit:", mp.nstr(delta * unit, 17))
