"""The statistics of Gainsay on plain arrays.

    from gainsay import stats

    stats.welch_t_test(bn, sgd).p_value
    stats.wilcoxon_signed_rank_test(bn, sgd, alternative="greater")
    stats.holm([0.04, 0.001, 0.03])
    stats.friedman_test(scores)             # a row a dataset, a column a method

Samples are numpy arrays (float64 that lies in one piece is read where it lies), lists, or what numpy makes an array of.
A result is a named tuple with the fields of the C++ struct: `result.interval.low`, `result._asdict()`. Vectors come back
as numpy arrays. Data that a method is not defined for raises ValueError, and never gives a NaN in silence. The GIL is
released while a statistic works; random ones take `seed`, and do not depend on `threads`.
"""
from gainsay import _stats

__all__ = [name for name in dir(_stats) if not name.startswith("_")]
globals().update({name: getattr(_stats, name) for name in __all__})
