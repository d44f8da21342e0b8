"""Reference numbers for tests/audit/patch_evaluation_test.cpp, pain_points_test.cpp and VA902's of protocol_rules_test.cpp.

SciPy 1.17.1, NumPy 2.4.6, statsmodels 0.14.6, from the root of the repository: python tests/oracles/patches.py
"""
import csv

import numpy as np
from scipy import stats


def arm(case, method):
    with open(f"fixtures/audit/pain_point_unmeasured/{case}/runs.csv") as file:
        return np.array([float(row["value"]) for row in csv.DictReader(file) if row["method"] == method])


def spread(case):
    bn, sgd = arm(case, "bn"), arm(case, "sgd")
    test = stats.ttest_ind(-abs(bn - np.median(bn)), -abs(sgd - np.median(sgd)), equal_var=False)
    print(case, "sd", bn.std(ddof=1), sgd.std(ddof=1), "Brown-Forsythe by Welch", test.pvalue)


spread("fires-unstable")
spread("quiet-unstable-proved")
