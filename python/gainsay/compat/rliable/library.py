"""Intervals and performance profiles of aggregates, as rliable's module `library` has them."""
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy

from gainsay import stats
from gainsay.compat.rliable._replicates import Array, Draws, asked

_Scores = Array | Sequence[Array]


def get_interval_estimates(score_dict: Mapping[str, _Scores], func: Callable[..., Any], method: str = "percentile",
                           task_bootstrap: bool = False, reps: int = 50_000, confidence_interval_size: float = 0.95,
                           random_state: Any = None) -> tuple[dict[str, Any], dict[str, Array]]:
    """Aggregates with stratified bootstrap intervals, method by method.

    score_dict: scores of shape (runs, tasks) by name, or for a function of several score arrays a list of them. func: from
    scores to a number or an array of k numbers. method: "percentile", "basic" or "norm". task_bootstrap: draw tasks anew,
    too. reps: 2 or more. random_state: an integer, a numpy Generator or a RandomState; left out, 0. Returns what func makes
    of the scores, and intervals of shape (2, k), low ends first. ValueError for another method or shape.
    """
    _check_method(method)
    draws = Draws(reps, confidence_interval_size, _seed(random_state), task_bootstrap)
    points, intervals = {}, {}
    for name, scores in score_dict.items():
        parts = [_array(part) for part in scores] if isinstance(scores, list | tuple) else [_array(scores)]
        points[name] = func(*parts)
        wanted = asked(func, parts) if method == "percentile" else None
        intervals[name] = (numpy.array([one.interval(draws) for one in wanted]).T if wanted is not None
                           else _interval_of_replicates(func, parts, method, draws))
    return points, intervals


def create_performance_profile(score_dict: Mapping[str, Any], tau_list: Any, use_score_distribution: bool = True,
                               custom_profile_func: Callable[..., Any] | None = None, method: str = "percentile",
                               task_bootstrap: bool = False, reps: int = 2_000, confidence_interval_size: float = 0.95
                               ) -> tuple[dict[str, Array], dict[str, Array]]:
    """The share of runs (or, with use_score_distribution=False, of task means) above each tau, with pointwise intervals.

    tau_list: any numbers, in any order. custom_profile_func: from (scores, tau_list) to one number a tau. Returns profiles
    of the length of tau_list, and intervals of shape (2, number of taus), method by method.
    """
    _check_method(method)
    taus = numpy.asarray(tau_list, dtype=numpy.float64)
    draws = Draws(reps, confidence_interval_size, _seed(None), task_bootstrap)
    plain = custom_profile_func is None and method == "percentile" and not task_bootstrap
    profiles, intervals = {}, {}
    for name, scores in score_dict.items():
        array = _array(scores)
        if plain:
            profiles[name], intervals[name] = _profile(array, taus, use_score_distribution, draws)
            continue
        func = _profile_func(custom_profile_func, use_score_distribution, taus)
        profiles[name], intervals[name] = func(array), _interval_of_replicates(func, [array], method, draws)
    return profiles, intervals


def _check_method(method: str) -> None:
    if method not in ("percentile", "basic", "norm"):
        raise ValueError(f'method: "{method}" is not there; take "percentile", "basic" or "norm"')


def _seed(random_state: Any) -> int:
    if random_state is None:
        return 0
    if isinstance(random_state, numpy.random.RandomState):
        return int(random_state.randint(2**31))
    if isinstance(random_state, numpy.random.Generator):
        return int(random_state.integers(2**63))
    return int(random_state)


def _array(scores: Any) -> Array:
    array = numpy.asarray(scores, dtype=numpy.float64)
    if array.ndim != 2 or not array.size:
        raise ValueError(f"scores: of shape {array.shape}; give an array of shape (runs, tasks)")
    return array


def _profile(scores: Array, taus: Array, runs: bool, draws: Draws) -> tuple[Array, Array]:
    order = numpy.argsort(taus)
    back = numpy.argsort(order)
    found = stats.performance_profile(list(scores.T), taus[order], replicates=draws.reps, seed=draws.seed,
                                      unit="runs" if runs else "task-means", confidence=draws.confidence)
    ends = numpy.array([(interval.low, interval.high) for interval in found.pointwise])
    return numpy.asarray(found.profile)[back], ends[back].T


def _profile_func(custom: Callable[..., Any] | None, runs: bool, taus: Array) -> Callable[[Array], Any]:
    if custom is not None:
        return lambda scores: custom(scores, taus)

    def share_above(scores: Array) -> Array:
        counted = scores if runs else scores.mean(axis=0)
        return (counted.reshape(-1, 1) > taus).mean(axis=0)

    return share_above


def _interval_of_replicates(func: Callable[..., Any], parts: Sequence[Array], method: str, draws: Draws) -> Array:
    random = numpy.random.default_rng(draws.seed)
    point = numpy.atleast_1d(numpy.asarray(func(*parts), dtype=numpy.float64))
    replicates = numpy.array([numpy.atleast_1d(func(*_drawn(parts, random, draws.task_bootstrap)))
                              for _ in range(draws.reps)], dtype=numpy.float64)
    tail = (1 - draws.confidence) / 2
    if method == "norm":
        half = numpy.multiply.outer((-1, 1), -_normal_quantile(tail) * replicates.std(axis=0, ddof=1))
        return numpy.asarray(point + half)
    low, high = numpy.quantile(replicates, (tail, 1 - tail), axis=0)
    return numpy.array((low, high) if method == "percentile" else (2 * point - high, 2 * point - low))


def _normal_quantile(p: float) -> float:
    from statistics import NormalDist
    return NormalDist().inv_cdf(p)


def _drawn(parts: Sequence[Array], random: numpy.random.Generator, task_bootstrap: bool) -> list[Array]:
    tasks = numpy.arange(parts[0].shape[1])
    if task_bootstrap:
        tasks = random.choice(tasks, tasks.size)
    return [part[random.integers(len(part), size=(len(part), tasks.size)), tasks] for part in parts]
