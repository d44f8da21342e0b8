"""The calls of rliable, answered by Gainsay's statistics: for scripts that say `from rliable import library, metrics`.

    from gainsay.compat.rliable import library as rly, metrics

    scores = {"dqn": dqn, "c51": c51}                       # arrays of shape (runs, tasks)
    points, intervals = rly.get_interval_estimates(
        scores, lambda x: numpy.array([metrics.aggregate_median(x), metrics.aggregate_iqm(x)]), reps=50_000)

A function of scores that only calls `metrics` is answered for all replicates at once; any other is called on each of them.
"""
from gainsay.compat.rliable import library, metrics

__all__ = ["library", "metrics"]
