"""Reference numbers for tests/audit/item_evaluation_test.cpp and claim_test_choice_test.cpp (items in clusters).

SciPy 1.17.1, statsmodels 0.15.0, NumPy 2.4.6, from the root of the repository: python tests/oracles/item_evaluation.py
CR2 by its general formula for regressions (Bell and McCaffrey 2002): residuals of a cluster times (I - H_cc)^(-1/2), and
Satterthwaite's degrees of freedom from the matrix of the quadratic form.
"""
import glob
import json

import numpy as np
from scipy import linalg, optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
import statsmodels.api as sm

FOLDER = "fixtures/studies/item_scores/lm_eval/"


def samples(model, task):
    (path,) = glob.glob(f"{FOLDER}made__{model}/samples_{task}_*.jsonl")
    with open(path) as file:
        return {row["doc_hash"]: row for row in map(json.loads, file)}


def cr2(d, clusters):
    """Standard error of the mean, its degrees of freedom."""
    n = len(d)
    x = np.ones((n, 1))
    bread = np.linalg.inv(x.T @ x)
    residual_maker = np.eye(n) - x @ bread @ x.T
    meat, columns = 0.0, []
    for cluster in np.unique(clusters):
        rows = clusters == cluster
        adjust = np.linalg.inv(linalg.sqrtm(np.eye(rows.sum()) - x[rows] @ bread @ x[rows].T).real)
        scored = x[rows].T @ adjust @ (d - d.mean())[rows]
        meat += (scored @ scored).item()
        columns.append((residual_maker[:, rows] @ adjust @ x[rows] @ bread).ravel())
    g = np.array(columns).T
    eigenvalues = np.linalg.eigvalsh(g.T @ g)
    return np.sqrt((bread * meat @ bread).item()), eigenvalues.sum() ** 2 / (eigenvalues ** 2).sum()


def power(effect, se, df, alpha=0.05):
    critical = stats.t.isf(alpha / 2, df)
    return stats.nct.sf(critical, df, effect / se) + stats.nct.cdf(-critical, df, effect / se)


def items_wanted(n, se, df):
    """The smallest number of items at which 0.03 is found in 80 % of studies."""
    found = n
    while power(0.03, se * np.sqrt(n / found), df * (found - 1) / (n - 1)) < 0.8:
        found += 1
    return found


def detectable(se, df):
    return optimize.brentq(lambda effect: power(effect, se, df) - 0.8, 0.1 * se, 5 * se, xtol=1e-14)


estimates = {}
for task in ("facts", "grammar", "reading"):
    alpha, beta = samples("alpha", task), samples("beta", task)
    shared = sorted(set(alpha) & set(beta))
    a, b = (np.array([rows[item]["acc"] for item in shared]) for rows in (alpha, beta))
    d = b - a
    naive = sm.OLS(d, np.ones_like(d)).fit()
    won, lost = int((d > 0).sum()), int((d < 0).sum())
    print(task, "items", len(shared), "won", won, "lost", lost, "left over", len(alpha) + len(beta) - 2 * len(shared))
    print(task, "naive: gain se p", naive.params[0], naive.bse[0], naive.pvalues[0])
    print(task, "mcnemar", mcnemar([[0, won], [lost, 0]], exact=True).pvalue)
    se, df = naive.bse[0], len(d) - 1
    if task == "reading":
        passages = np.array([beta[item]["doc"]["passage_id"] for item in shared])
        se, df = cr2(d, passages)
        cr1 = naive.get_robustcov_results(cov_type="cluster", groups=passages)
        print(task, "cr1 of statsmodels, for comparison", cr1.bse[0])
    p = 2 * stats.t.sf(abs(d.mean()) / se, df)
    print(task, "se df p", se, df, p, "detectable", detectable(se, df), "power at 0.03", power(0.03, se, df))
    wide = se * np.sqrt(int(df) / stats.chi2.ppf(0.2, int(df)))
    z = stats.norm.ppf(0.975)
    planned = se * stats.nct.ppf(0.8, int(df), z) / (z + stats.norm.ppf(0.8))  # Julious and Owen (2006)
    print(task, "items wanted", items_wanted(len(d), planned, df), items_wanted(len(d), wide, df))
    estimates[task] = (d.mean(), se, df, p)

print("holm", *multipletests([e[3] for e in estimates.values()], method="holm")[1])
mean = np.mean([e[0] for e in estimates.values()])
variances = np.array([(e[1] / 3) ** 2 for e in estimates.values()])
df = variances.sum() ** 2 / (variances ** 2 / np.array([e[2] for e in estimates.values()])).sum()
se = np.sqrt(variances.sum())
print("average: gain se df p detectable", mean, se, df, 2 * stats.t.sf(mean / se, df), detectable(se, df))

# The two arms of claim_test_choice_test.cpp, two items a cluster, and the same without the cluster of the last two items.
d = np.array([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]) - np.array([1, 1, 1, 0, 0, 0, 0, 1, 0, 1.0])
for name, clusters in (("pairs", np.arange(10) // 2), ("pairs and two alone", np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 5]))):
    se, df = cr2(d, clusters)
    print(name, se, df, 2 * stats.t.sf(d.mean() / se, df))
