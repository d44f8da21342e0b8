"""Reference numbers of methods over several tasks. Run: python tests/oracles/several_tasks.py (rliable 1.2.0 with arch < 8 and
NumPy < 2.3, for the first part; deepsig 1.2.8, SciPy 1.17.1, NumPy for the second). A part whose package is missing says so."""
import numpy as np

# Runs x tasks, as rliable takes them.
x = np.array([[.2, .5, .9], [.4, .5, .1], [.6, .3, .7], [.8, .5, .3]])
y = np.array([[.1, .5, .8], [.5, .4, .2], [.3, .3, .6], [.7, .9, .1]])
taus = np.array([0., .2, .35, .5, .75, 1.])
try:
    from rliable import library, metrics
    print(f"probability of improvement {metrics.probability_of_improvement(x, y):.15g}")
    print("profile of runs", *(f"{v:.15g}" for v in (library.run_score_deviation(x, tau) for tau in taus)))
    print("profile of task means", *(f"{v:.15g}" for v in (library.mean_score_deviation(x, tau) for tau in taus)))
except ImportError as error:
    print("skipped:", error)
try:
    from deepsig.aso import aso, compute_violation_ratio
    a = np.array([.61, .72, .68, .75, .59])
    b = np.array([.62, .64, .78, .66, .58])
    # A grid of t that divides the steps of both quantile functions is exact but for its point at 0.
    for dt in (.01, .001, .0001):
        print(f"violation ratio a, b on a grid of {dt}: {compute_violation_ratio(a, b, dt=dt):.10g}")
    print(f"deepsig, one comparison: {aso(a, b, num_bootstrap_iterations=20000, seed=1, show_progress=False):.6g}")
except ImportError as error:
    print("skipped:", error)
