"""The calls of deep-significance, answered by Gainsay's statistics: for scripts that say `from deepsig import aso`.

    from gainsay.compat.deepsig import aso, multi_aso

    aso(scores_a, scores_b, seed=1)          # below 0.5: a is almost stochastically larger than b

`docs/compat.md` tells where answers differ from deep-significance's, and why.
"""
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

from gainsay import stats

__all__ = ["aso", "aso_uncertainty_reduction", "bonferroni_correction", "bootstrap_power_analysis", "bootstrap_test",
           "multi_aso", "permutation_test"]


def aso(scores_a: Any, scores_b: Any, confidence_level: float = 0.95, num_comparisons: int = 1, num_samples: int = 1000,
        num_bootstrap_iterations: int = 1000, dt: float = 0.005, num_jobs: int = 1, show_progress: bool = False,
        seed: int | None = None) -> float:
    """The upper bound of the violation ratio of "a is stochastically larger than b": below 0.5, a is the better one.

    num_comparisons: among which this is one; the level is 1 - (1 - confidence_level) / num_comparisons. num_jobs: threads.
    num_samples and dt say how an integral would be approximated; it is exact here, and they are not used. seed: left out, 0.
    ValueError where all scores are equal, for then there is no violation ratio.
    """
    return float(stats.almost_stochastic_order(
        _array("scores_a", scores_a), _array("scores_b", scores_b), replicates=num_bootstrap_iterations, seed=seed or 0,
        threads=num_jobs, alpha=1 - confidence_level, n_comparisons=num_comparisons).epsilon_minimum)


def multi_aso(scores: Any, confidence_level: float = 0.95, use_bonferroni: bool = True, use_symmetry: bool = True,
              num_samples: int = 1000, num_bootstrap_iterations: int = 1000, dt: float = 0.005, num_jobs: int = 1,
              return_df: bool = False, show_progress: bool = False, seed: int | None = None) -> Any:
    """`aso` of each model (row) against each other one (column), 1 on the diagonal.

    scores: by name, or a sequence of score arrays. use_bonferroni: the comparisons of all pairs share the level.
    use_symmetry: not used; both directions are computed. return_df: a pandas DataFrame where scores have names.
    """
    names = list(scores) if isinstance(scores, Mapping) else list(range(len(scores)))
    if len(names) < 2:
        raise ValueError(f"scores: there are {len(names)} models; give two or more")
    comparisons = len(names) * (len(names) - 1) // 2 if use_bonferroni else 1
    found = numpy.eye(len(names))
    for i, a in enumerate(names):
        for j, b in enumerate(names):
            if i != j:
                found[i, j] = aso(scores[a], scores[b], confidence_level, comparisons,
                                  num_bootstrap_iterations=num_bootstrap_iterations, num_jobs=num_jobs, seed=seed)
    if return_df and isinstance(scores, Mapping):
        import pandas
        return pandas.DataFrame(found, index=names, columns=names)
    return found


def bootstrap_test(scores_a: Any, scores_b: Any, num_samples: int = 1000, num_jobs: int = 1, seed: int | None = None) -> float:
    """The p value of "a is not better than b on average", by drawing both samples anew. As many scores of a as of b."""
    a, b = _pair(scores_a, scores_b)
    random = numpy.random.default_rng(seed or 0)
    delta = a.mean() - b.mean()
    drawn = [random.choice(one, (num_samples, one.size)).mean(axis=1) for one in (a, b)]
    extreme = numpy.count_nonzero(drawn[0] - drawn[1] >= 2 * delta)
    return float(extreme + 1) / (num_samples + 1)


def permutation_test(scores_a: Any, scores_b: Any, num_samples: int = 1000, num_jobs: int = 1, seed: int | None = None) -> float:
    """The p value of "a is not better than b on average", by swapping the scores of pairs: over all swaps up to 20 pairs,
    over num_samples random ones from there on. scores_b[i] belongs to scores_a[i]."""
    a, b = _pair(scores_a, scores_b)
    replicates = None if a.size <= 20 else num_samples
    return float(stats.sign_flip_test(a, b, alternative="greater", replicates=replicates, seed=seed or 0,
                                      threads=num_jobs).p_value)


def bonferroni_correction(p_values: Any) -> NDArray[numpy.float64]:
    """p values adjusted by Holm's step-down form of Bonferroni's correction, in the order in which they came."""
    return numpy.asarray(stats.holm(_array("p_values", p_values)))


def bootstrap_power_analysis(scores: Any, scalar: float = 1.25, num_bootstrap_iterations: int = 5000,
                             significance_threshold: float = 0.05,
                             significance_test: Callable[[Any, Any], float] | None = None, show_progress: bool = False,
                             seed: int | None = None) -> float:
    """How often a lift of all scores by the factor `scalar` (negative ones rise, too) is found between two draws from them.

    scalar: above 1. significance_test: from two samples to a p value; left out, Welch's t test, one-sided; draws without
    any spread count as significant where their means differ.
    """
    sample = _array("scores", scores)
    if not scalar > 1:
        raise ValueError(f"scalar: is {scalar}; give a lift above 1")
    test = significance_test or _welch_greater
    lifted = sample + abs(sample) * (scalar - 1)
    random = numpy.random.default_rng(seed or 0)
    found = sum(bool(test(random.choice(lifted, sample.size), random.choice(sample, sample.size)) <= significance_threshold)
                for _ in range(num_bootstrap_iterations))
    return found / num_bootstrap_iterations


def aso_uncertainty_reduction(m_old: int, n_old: int, m_new: int, n_new: int) -> float:
    """How many times tighter the bound of `aso` gets with m_new and n_new scores in place of m_old and n_old."""
    return math.sqrt((m_old + n_old) * m_new * n_new / (m_old * n_old * (m_new + n_new)))


def _array(what: str, scores: Any) -> NDArray[numpy.float64]:
    array = numpy.asarray(scores, dtype=numpy.float64)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{what}: of shape {array.shape}; give one or more numbers in one dimension")
    return numpy.ascontiguousarray(array)


def _pair(scores_a: Any, scores_b: Any) -> Sequence[NDArray[numpy.float64]]:
    a, b = _array("scores_a", scores_a), _array("scores_b", scores_b)
    if a.size != b.size:
        raise ValueError(f"scores_b: has {b.size} scores, scores_a has {a.size}; give as many of each")
    return a, b


def _welch_greater(a: NDArray[numpy.float64], b: NDArray[numpy.float64]) -> float:
    if numpy.ptp(a) == 0 and numpy.ptp(b) == 0:
        return 0.0 if a[0] > b[0] else 1.0
    return float(stats.welch_t_test(a, b, alternative="greater").p_value)
