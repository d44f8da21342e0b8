"""Reference numbers of areas under curves, and lifelines on survival. Run: python tests/oracles/learning_curves.py (NumPy,
lifelines 0.30.3)."""
import numpy as np
from lifelines import KaplanMeierFitter
from lifelines.statistics import logrank_test, multivariate_logrank_test

steps = np.array([0, 100, 250, 300, 700, 1000.0])
values = np.array([0.1, 0.35, 0.62, 0.58, 0.81, 0.84])
print(f"area {np.trapezoid(values, steps):.15g}, mean {np.trapezoid(values, steps) / 1000:.15g}")
inner = np.array([50, *steps[1:5], 800])
print(f"area from 50 to 800: {np.trapezoid(np.interp(inner, steps, values), inner):.15g}")
time = np.array([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45])
status = np.array([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
fitter = KaplanMeierFitter().fit(time[:11], status[:11])
print("lifelines, survival:", *(f"{s:.12g}" for s in fitter.survival_function_["KM_estimate"]))
print("lifelines, log-log low:", *(f"{s:.12g}" for s in fitter.confidence_interval_.iloc[1:, 0]))
r = logrank_test(time[:11], time[11:], status[:11], status[11:])
print(f"lifelines, log-rank: {r.test_statistic:.13g}, p {r.p_value:.13g}")
r = multivariate_logrank_test(time, np.resize([1, 2, 3, 3], 23), status)
print(f"lifelines, log-rank of three: {r.test_statistic:.13g}, p {r.p_value:.13g}")
