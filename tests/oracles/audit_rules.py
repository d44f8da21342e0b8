"""Reference numbers for the rules about seeds, power and printed numbers: tests/audit/{st,rc,rs}_rules_test.cpp.

SciPy 1.17.1, from the root of the repository: python tests/oracles/audit_rules.py
"""
import csv
import json

import numpy as np
from scipy import integrate, optimize, stats

ROOT = "fixtures/audit/"


def arms(case, dataset="digits", metric="accuracy"):
    values = {"bn": [], "sgd": []}
    with open(ROOT + case + "/runs.csv") as file:
        for row in csv.DictReader(file):
            if row["metric"] == metric and row["dataset"] == dataset:
                values[row["method"]].append(float(row["value"]))
    return np.array(values["bn"]), np.array(values["sgd"])


def welch(case, dataset="digits"):
    return stats.ttest_ind(*arms(case, dataset), equal_var=False)


def pooled_sd(a, b):
    return np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (len(a) + len(b) - 2))


def t_power(effect, sd, n):
    df, nc = 2 * n - 2, effect / (sd * np.sqrt(2 / n))
    critical = stats.t.ppf(0.975, df)
    return stats.nct.sf(critical, df, nc) + stats.nct.cdf(-critical, df, nc)


def seeds(power_at):
    n = 2
    while power_at(n) < 0.8:
        n += 1
    return n


def tost_power(margin, sd, n):
    df = 2 * n - 2
    critical = stats.t.ppf(0.95, df) * np.sqrt(2 / n)

    def conditional(v):
        room = margin - critical * sd * np.sqrt(v / df)
        inside = 2 * stats.norm.cdf(room / (sd * np.sqrt(2 / n))) - 1 if room > 0 else 0.0
        return inside * stats.chi2.pdf(v, df)

    return integrate.quad(conditional, 0, stats.chi2.ppf(1 - 1e-12, df), limit=400)[0]


def paired_gain(discordance, n):
    za, zb = stats.norm.ppf([0.975, 0.8])
    excess = lambda d: za * np.sqrt(discordance) + zb * np.sqrt(discordance - d * d) - d * np.sqrt(n)
    return optimize.brentq(excess, 1e-6, discordance)


a, b = arms("underpowered_comparison/fires")
sd = pooled_sd(a, b)
upper = sd * np.sqrt(8 / stats.chi2.ppf(0.2, 8))
print("ST106", t_power(0.005, sd, 5), seeds(lambda n: t_power(0.005, sd, n)), seeds(lambda n: t_power(0.005, upper, n)),
      optimize.brentq(lambda e: t_power(e, sd, 5) - 0.8, 1e-3, 0.1))
print("ST102", stats.mannwhitneyu([1, 2, 3], [4, 5, 6], method="exact").pvalue)
print("ST105", welch("trivial_gain/fires").confidence_interval(0.95))
print("ST107", [welch("uncorrected_multiplicity/fires", d).pvalue for d in ("digits", "wine", "iris")])
print("ST108", stats.mannwhitneyu(range(4), range(4, 8), method="exact").pvalue, stats.wilcoxon(range(1, 6)).pvalue)
a, b = arms("dependent_folds/fires")
t = (a - b).mean() / np.sqrt((a - b).var(ddof=1) * (1 / 10 + 1 / 9))
print("ST109", welch("dependent_folds/fires").pvalue, 2 * stats.t.sf(t, 9))
sd = pooled_sd(*arms("null_as_equivalence/fires"))
print("ST112", welch("null_as_equivalence/fires").confidence_interval(0.90),
      seeds(lambda n: tost_power(0.005, sd, n)), seeds(lambda n: t_power(0.005, sd, n)))
print("ST113", 40 * paired_gain(13 / 40, 40), next(n for n in range(40, 200) if paired_gain(13 / 40, n) <= 7 / 40))
times = {"bn": [], "sgd": []}
with open(ROOT + "mixed_hardware_timing/fires-no-difference/runs.jsonl") as file:
    for line in file:
        run = json.loads(line)
        times[run["method"]].append(np.log(run["results"]["wall_seconds"]))
ratio = stats.ttest_ind(times["bn"], times["sgd"], equal_var=False)
print("RS603", np.exp(np.mean(times["bn"]) - np.mean(times["sgd"])), np.exp(ratio.confidence_interval(0.95)))
a, _ = arms("error_bar_kind/fires")
print("RC701", a.std(ddof=1), a.std(), stats.sem(a), stats.t.ppf(0.975, 9) * stats.sem(a))
print("RC702", np.sqrt(0.965 * 0.035 * 10 / 9))
print("RC703", [c for c in range(361) if round(100 * c / 360, 2) == 97.31], 100 * 350 / 360, 100 * 351 / 360)
print("RC705", welch("reported_recorded_mismatch/fires-p").pvalue)
