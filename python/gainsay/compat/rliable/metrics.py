"""Aggregates of scores of shape (runs, tasks), as rliable's module `metrics` has them."""
from typing import Any

import numpy

from gainsay import stats
from gainsay.compat.rliable._replicates import Asked, Draws, Replicates


def _runs_of_tasks(scores: Any) -> list[Any]:
    array = numpy.asarray(scores, dtype=numpy.float64)
    if array.ndim != 2:
        raise ValueError(f"scores: of shape {array.shape}; give an array of shape (runs, tasks)")
    return [numpy.ascontiguousarray(task) for task in array.T]


def _aggregate(name: str, scores: Any, **options: Any) -> Any:
    if not isinstance(scores, Replicates):
        return None
    tasks = _runs_of_tasks(scores.scores)

    def interval(draws: Draws) -> tuple[float, float]:
        found = stats.stratified_bootstrap(
            tasks, aggregate=name, tasks_are="random" if draws.task_bootstrap else "fixed", replicates=draws.reps,
            seed=draws.seed, confidence=draws.confidence, **options).interval
        return found.low, found.high

    return Asked(interval)


def aggregate_mean(scores: Any) -> Any:
    """The mean of all scores."""
    return _aggregate("mean", scores) or float(numpy.mean([numpy.mean(task) for task in _runs_of_tasks(scores)]))


def aggregate_median(scores: Any) -> Any:
    """The median over tasks of their mean scores."""
    return _aggregate("median", scores) or float(numpy.median([numpy.mean(task) for task in _runs_of_tasks(scores)]))


def aggregate_iqm(scores: Any) -> Any:
    """The interquartile mean of all scores pooled; a quarter of them, rounded down, is cut at each end."""
    return (_aggregate("interquartile-mean", scores, trim="integer-cut")
            or stats.interquartile_mean(numpy.concatenate(_runs_of_tasks(scores)), trim="integer-cut"))


def aggregate_optimality_gap(scores: Any, gamma: float = 1) -> Any:
    """How far scores fall short of `gamma` on average; a score above it counts as gamma."""
    return (_aggregate("optimality-gap", scores, target=float(gamma))
            or stats.optimality_gap(numpy.concatenate(_runs_of_tasks(scores)), target=float(gamma)))


def probability_of_improvement(scores_x: Any, scores_y: Any) -> Any:
    """P(a run of x beats a run of y), ties counted as half, averaged over tasks. Tasks in the columns of both."""
    if isinstance(scores_x, Replicates) and isinstance(scores_y, Replicates):
        x, y = _runs_of_tasks(scores_x.scores), _runs_of_tasks(scores_y.scores)

        def interval(draws: Draws) -> tuple[float, float]:
            if draws.task_bootstrap:
                raise ValueError("task_bootstrap: the probability of improvement is about these very tasks; leave it out")
            found = stats.probability_of_improvement(x, y, replicates=draws.reps, seed=draws.seed,
                                                     confidence=draws.confidence).interval
            return found.low, found.high

        return Asked(interval)
    pairs = zip(_runs_of_tasks(scores_x), _runs_of_tasks(scores_y), strict=True)
    return float(numpy.mean([stats.mann_whitney_test(x, y).u / (len(x) * len(y)) for x, y in pairs]))
