"""Reference numbers of tests/audit/claim_evaluation_test.cpp. Run with SciPy and NumPy: python3 claims.py."""
import numpy as np
from scipy import integrate, stats

digits = {"sgd": [.94, .95, .93, .96, .95], "bn": [.96, .97, .95, .98, .96]}
wine = {"sgd": [.90, .92, .88, .91, .89], "bn": [.91, .90, .93, .92, .94]}


def welch(a, b):
    t = stats.ttest_ind(a, b, equal_var=False)
    ci = t.confidence_interval(.95)
    print(f"welch: estimate {np.mean(a) - np.mean(b):.12f} t {t.statistic:.12f} df {t.df:.10f} p {t.pvalue:.12f} "
          f"[{ci.low:.12f}, {ci.high:.12f}]")
    return t.pvalue


def stratified(strata):
    terms = [(np.var(x, ddof=1) / len(x), len(x) - 1) for pair in strata for x in pair]
    v = sum(t for t, _ in terms)
    d = np.mean([np.mean(a) - np.mean(b) for a, b in strata])
    se = np.sqrt(v) / len(strata)
    df = v ** 2 / sum(t ** 2 / f for t, f in terms)
    p = 2 * stats.t.sf(abs(d / se), df)
    half = stats.t.ppf(.975, df) * se
    print(f"over datasets: estimate {d:.12f} se {se:.12f} df {df:.10f} p {p:.12e} [{d - half:.12f}, {d + half:.12f}]")


p = [welch(digits["bn"], digits["sgd"]), welch(wine["bn"], wine["sgd"])]
print("holm", [min(1, 2 * min(p)), max(2 * min(p), max(p))])
stratified([(digits["bn"], digits["sgd"]), (wine["bn"], wine["sgd"])])

gains = [.011, .020, -.004, .013, .017, .008, .025]
print("signed rank", stats.wilcoxon(gains, method="exact").pvalue, "t", stats.ttest_1samp(gains, 0).pvalue)

one = stats.ttest_1samp(digits["bn"], .93)
print(f"against a fixed number: t {one.statistic:.12f} p {one.pvalue:.12f}")

paired = stats.ttest_rel(digits["bn"], digits["sgd"])
print(f"paired: t {paired.statistic:.12f} p {paired.pvalue:.12f}")

n, m, s = 5, np.mean(digits["bn"]), np.std(digits["bn"], ddof=1)
t = (m - .95) / (s * np.sqrt(1 + 1 / n))
print(f"prediction: t {t:.12f} p {2 * stats.t.sf(abs(t), n - 1):.12f}")

pooled = {m: np.array(digits[m] + wine[m]) for m in ("sgd", "bn")}
rng = np.random.default_rng(1)
draws = [np.concatenate([rng.choice(d[m], (200_000, 5)) for d in (digits, wine)], axis=1) for m in ("bn", "sgd")]
iqm = [stats.trim_mean(x, .25, axis=1) for x in draws]
print(f"iqm: estimate {stats.trim_mean(pooled['bn'], .25) - stats.trim_mean(pooled['sgd'], .25):.12f} "
      f"bootstrap se {np.std(iqm[0] - iqm[1], ddof=1):.6f}")

# Designs with looks: digits is at the first of two equally spaced looks.
p = stats.ttest_ind(digits["bn"], digits["sgd"], equal_var=False).pvalue
root = np.sqrt(.5)
print(f"first of two looks, lan-demets-obrien-fleming: level {4 * stats.norm.sf(stats.norm.isf(.05 / 4) / root):.12f} "
      f"repeated p {4 * stats.norm.sf(root * stats.norm.isf(p / 4)):.12f}")
z = stats.norm.isf(p / 2)
inside = stats.multivariate_normal([0, 0], [[1, root], [root, 1]]).cdf([z, z], lower_limit=[-z, -z])
print(f"first of two looks, pocock: repeated p {1 - inside:.8f}")
d, t = np.array(digits["bn"]) - np.array(digits["sgd"]), paired.statistic
mixed = integrate.quad(lambda u: stats.nct.pdf(t, 4, u * 5 ** .5) * stats.norm.pdf(u), -12, 12, points=[0, t / 5 ** .5], epsrel=1e-12, limit=200)[0]
print(f"anytime, pairs: e {mixed / stats.t.pdf(t, 4):.8f}")
