"""Reference numbers of gainsay.compat.rliable. Run: python tests/oracles/rliable_metrics.py (rliable 1.2.0, with arch < 8, numpy < 2.3
and pandas < 3)."""
import numpy as np
from rliable import library, metrics

x = np.arange(60).reshape(10, 6) % 17 / 16
y = (np.arange(48).reshape(8, 6) * 5 % 19 + 2) / 20

for name in ("aggregate_mean", "aggregate_median", "aggregate_iqm", "aggregate_optimality_gap"):
    print(f"{name}: {getattr(metrics, name)(x):.15g} {getattr(metrics, name)(y):.15g}")
print(f"optimality gap, gamma .5: {metrics.aggregate_optimality_gap(x, 0.5):.15g}")
print(f"probability_of_improvement: {metrics.probability_of_improvement(x, y):.15g}")
taus = np.array([0.25, 0.5, 0.75])
runs = library.create_performance_profile({"x": x}, taus, reps=100)[0]["x"]
tasks = library.create_performance_profile({"x": x}, taus, use_score_distribution=False, reps=100)[0]["x"]
print("profile of runs:", *(f"{share:.15g}" for share in runs))
print("profile of task means:", *(f"{share:.15g}" for share in tasks))
shape = library.get_interval_estimates({"x": x}, lambda s: np.array([metrics.aggregate_iqm(s), metrics.aggregate_mean(s)]), reps=50)
print("shapes of points and intervals:", *shape[0]["x"].shape, *shape[1]["x"].shape)
