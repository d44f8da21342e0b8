"""Reference numbers of the item standard errors and the Brown-Forsythe test.

Run: python tests/oracles/items_and_spread.py (SciPy 1.17.1, statsmodels 0.15.0)."""
import numpy as np
import statsmodels.api as sm
from scipy import stats

a = np.array([1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0], float)
b = np.array([0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0], float)
clusters = np.array([7, 7, 7, 2, 2, 5, 5, 5, 5, 9, 9, 11])


def show(name, *values):
    print(name + ":", " ".join(f"{v:.15g}" for v in values))


def cr1(scores):
    fit = sm.OLS(scores, np.ones_like(scores)).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)
    return fit.params[0], fit.bse[0], fit.pvalues[0], *fit.conf_int()[0]


def miller(scores):
    """Miller (2024), section 2.2: SE_CLT^2 plus the covariances of all pairs of different items in one cluster."""
    n, e = len(scores), scores - scores.mean()
    extra = sum(e[i] * e[j] for i in range(n) for j in range(n) if i != j and clusters[i] == clusters[j])
    return np.sqrt(scores.var(ddof=1) / n + extra / n**2)


fit = sm.OLS(a, np.ones_like(a)).fit()
show("naive mean se low high", fit.params[0], fit.bse[0], *fit.conf_int()[0])
show("cr1 a: mean se p low high", *cr1(a))
show("miller a: se", miller(a))
d = sm.OLS(a - b, np.ones_like(a)).fit()
show("difference se p low high", d.params[0], d.bse[0], d.pvalues[0], *d.conf_int()[0])
show("cr1 difference: mean se p low high", *cr1(a - b))
se = miller(a - b)
t = (a - b).mean() / se
show("miller difference: se p", se, 2 * stats.t.sf(abs(t), 4))

x = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
y = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5])
show("levene center=median: F p", *stats.levene(x, y, center="median"))
w = stats.ttest_ind(abs(x - np.median(x)), abs(y - np.median(y)), equal_var=False)
show("welch on deviations: t df p low high", w.statistic, w.df, w.pvalue, *w.confidence_interval())
show("spreads, log sd ratio", abs(x - np.median(x)).mean(), abs(y - np.median(y)).mean(), np.log(x.std(ddof=1) / y.std(ddof=1)))
