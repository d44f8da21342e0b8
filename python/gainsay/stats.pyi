# Made by scripts/stats-stub.
from collections.abc import Sequence
from typing import Literal, NamedTuple

from numpy import float64, int64
from numpy.typing import ArrayLike, NDArray

class BootstrapInterval(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    replicates: int
    seed: int
    n_tasks: int
    n_runs: int
    method: str

class BrownForsythe(NamedTuple):
    spread_a: float
    spread_b: float
    spread_difference: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    f_statistic: float
    f_p_value: float
    log_sd_ratio: float | None
    n_a: int
    n_b: int
    method: str

class CorrectedTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n: int
    method: str

class Discordance(NamedTuple):
    only_a: int
    only_b: int

class EffectSize(NamedTuple):
    name: str
    value: float
    interval: Interval

class EquivalenceTest(NamedTuple):
    estimate: float
    standard_error: float
    df: float
    statistic_low: float
    statistic_high: float
    p_low: float
    p_high: float
    p_value: float
    interval: Interval
    margin: float
    method: str

class FriedmanTest(NamedTuple):
    mean_ranks: NDArray[float64]
    chi_squared: float
    chi_squared_without_ties: float
    df: float
    p_value: float
    iman_davenport_f: float
    iman_davenport_f_without_ties: float
    iman_davenport_df_between: float
    iman_davenport_df_within: float
    iman_davenport_p_value: float
    n_datasets: int
    n_methods: int
    method: str

class HodgesLehmann(NamedTuple):
    estimate: float
    interval: Interval
    achieved_confidence: float
    n: int
    method: str

class Interval(NamedTuple):
    low: float
    high: float
    confidence: float

class ItemDifference(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n: int
    n_clusters: int | None
    method: str

class ItemMean(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    df: float
    n: int
    n_clusters: int | None
    method: str

class MannWhitney(NamedTuple):
    u: float
    probability_of_superiority: float
    p_value: float
    n_a: int
    n_b: int
    exact: bool
    method: str

class McNemar(NamedTuple):
    discordance: Discordance
    p_value: float
    method: str

class Moments(NamedTuple):
    mean: float
    sd: float
    n: int

class NemenyiTest(NamedTuple):
    critical_difference: float
    alpha: float
    p_values: NDArray[float64]
    n_methods: int
    method: str

class NonInferiorityTest(NamedTuple):
    estimate: float
    standard_error: float
    df: float
    statistic: float
    p_value: float
    interval: Interval
    margin: float
    method: str

class OneSampleTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n: int
    method: str

class PairedTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n: int
    correlation: float | None
    method: str

class PermutationTest(NamedTuple):
    estimate: float
    statistic: float
    p_value: float
    exact: bool
    replicates: int
    seed: int | None
    monte_carlo_standard_error: float | None
    n_a: int
    n_b: int
    method: str

class RoundingInterval(NamedTuple):
    low: float
    high: float

class SignFlipTest(NamedTuple):
    estimate: float
    p_value: float
    exact: bool
    replicates: int
    seed: int | None
    monte_carlo_standard_error: float | None
    n: int
    method: str

class SignTest(NamedTuple):
    positive: int
    negative: int
    zero: int
    p_value: float
    method: str

class StratifiedTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n_strata: int
    n_a: int
    n_b: int
    method: str

class Summary(NamedTuple):
    n: int
    mean: float
    sd: float | None
    standard_error: float | None
    median: float
    min: float
    max: float

class WelchTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n_a: int
    n_b: int
    method: str

class WilcoxonSignedRank(NamedTuple):
    rank_sum_positive: float
    rank_sum_negative: float
    p_value: float
    n: int
    n_zero: int
    exact: bool
    method: str

# Two samples
def welch_t_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                 alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> WelchTTest: ...
def welch_t_test_from_moments(mean_a: float, sd_a: float, n_a: int, mean_b: float, sd_b: float, n_b: int, *,
                              confidence: float = 0.95) -> WelchTTest: ...
def permutation_test(a: ArrayLike, b: ArrayLike, *,
                     statistic: Literal['mean-difference', 'welch-t'] = 'mean-difference',
                     alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided',
                     replicates: int | None = None, seed: int = 0, threads: int = 1) -> PermutationTest: ...
def mann_whitney_test(a: ArrayLike, b: ArrayLike, *,
                      alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> MannWhitney: ...

# Pairs
def paired_t_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                  alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> PairedTTest: ...
def one_sample_t_test(sample: ArrayLike, *, mu: float = 0.0, confidence: float = 0.95,
                      alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> OneSampleTTest: ...
def wilcoxon_signed_rank_test(a: ArrayLike, b: ArrayLike | None = None, *,
                              zeros: Literal['wilcoxon', 'pratt'] = 'wilcoxon',
                              alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> WilcoxonSignedRank: ...
def hodges_lehmann_interval(a: ArrayLike, b: ArrayLike | None = None, *,
                            confidence: float = 0.95) -> HodgesLehmann: ...
def sign_flip_test(a: ArrayLike, b: ArrayLike | None = None, *,
                   alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided',
                   replicates: int | None = None, seed: int = 0, threads: int = 1) -> SignFlipTest: ...
def sign_test(a: ArrayLike, b: ArrayLike | None = None, *,
              alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> SignTest: ...
def mcnemar_test(a: ArrayLike, b: ArrayLike, *,
                 alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> McNemar: ...
def mcnemar_exact(only_a: int, only_b: int, *,
                  alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> McNemar: ...
def discordance_of(a: ArrayLike, b: ArrayLike) -> Discordance: ...

# Correlated resamples
def corrected_resampled_t_test(differences: ArrayLike, test_train_ratio: float, *,
                               confidence: float = 0.95) -> CorrectedTTest: ...

# Proportions
def wilson_interval(successes: int, trials: int, *, confidence: float = 0.95) -> Interval: ...
def clopper_pearson_interval(successes: int, trials: int, *, confidence: float = 0.95) -> Interval: ...

# Items
def item_mean(scores: ArrayLike, *, confidence: float = 0.95) -> ItemMean: ...
def clustered_item_mean(scores: ArrayLike, clusters: ArrayLike, *, confidence: float = 0.95,
                        variance: Literal['miller', 'cr1'] = 'miller') -> ItemMean: ...
def item_difference(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> ItemDifference: ...
def clustered_item_difference(a: ArrayLike, b: ArrayLike, clusters: ArrayLike, *, confidence: float = 0.95,
                              variance: Literal['miller', 'cr1'] = 'miller') -> ItemDifference: ...

# Multiplicity
def holm(p_values: ArrayLike) -> NDArray[float64]: ...
def hochberg(p_values: ArrayLike) -> NDArray[float64]: ...
def benjamini_hochberg(p_values: ArrayLike) -> NDArray[float64]: ...
def expected_maximum(n: int) -> float: ...

# Equivalence
def welch_equivalence(a: ArrayLike, b: ArrayLike, margin: float, *,
                      alpha: float = 0.05) -> EquivalenceTest: ...
def paired_equivalence(a: ArrayLike, b: ArrayLike, margin: float, *,
                       alpha: float = 0.05) -> EquivalenceTest: ...
def welch_non_inferiority(a: ArrayLike, b: ArrayLike, margin: float, *,
                          alpha: float = 0.05) -> NonInferiorityTest: ...
def paired_non_inferiority(a: ArrayLike, b: ArrayLike, margin: float, *,
                           alpha: float = 0.05) -> NonInferiorityTest: ...

# Effect sizes
def hedges_g(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> EffectSize: ...
def hedges_g_paired(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> EffectSize: ...

# Spread
def brown_forsythe_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                        alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> BrownForsythe: ...

# Several methods
def friedman_test(scores: ArrayLike, *, higher_is_better: bool = True) -> FriedmanTest: ...
def nemenyi_test(scores: ArrayLike, *, higher_is_better: bool = True, alpha: float = 0.05) -> NemenyiTest: ...
def studentized_range_ccdf(q: float, k: int) -> float: ...
def studentized_range_critical_value(alpha: float, k: int) -> float: ...

# Aggregates
def interquartile_mean(sample: ArrayLike, *,
                       trim: Literal['integer-cut', 'fractional'] = 'integer-cut') -> float: ...
def stratified_bootstrap(tasks: Sequence[ArrayLike] | ArrayLike, *,
                         aggregate: Literal['mean', 'median', 'interquartile-mean', 'optimality-gap'] = 'interquartile-mean',
                         trim: Literal['integer-cut', 'fractional'] = 'integer-cut', target: float = 1.0,
                         replicates: int = 10000, seed: int = 0, threads: int = 1,
                         confidence: float = 0.95) -> BootstrapInterval: ...
def stratified_bootstrap_difference(a: Sequence[ArrayLike] | ArrayLike, b: Sequence[ArrayLike] | ArrayLike, *,
                                    aggregate: Literal['mean', 'median', 'interquartile-mean', 'optimality-gap'] = 'interquartile-mean',
                                    trim: Literal['integer-cut', 'fractional'] = 'integer-cut',
                                    target: float = 1.0, replicates: int = 10000, seed: int = 0,
                                    threads: int = 1, confidence: float = 0.95) -> BootstrapInterval: ...
def stratified_t_test(a: Sequence[ArrayLike] | ArrayLike, b: Sequence[ArrayLike] | ArrayLike, *,
                      confidence: float = 0.95) -> StratifiedTTest: ...

# Power and sample size
def two_sample_t_power(effect: float, sd: float, n_a: int, n_b: int, *, alpha: float = 0.05) -> float: ...
def two_sample_t_sample_size(effect: float, sd: float, *, power: float = 0.8, alpha: float = 0.05) -> int: ...
def minimum_detectable_effect(sd: float, n_a: int, n_b: int, *, power: float = 0.8,
                              alpha: float = 0.05) -> float: ...
def paired_t_power(effect: float, sd: float, n: int, *, alpha: float = 0.05) -> float: ...
def paired_t_sample_size(effect: float, sd: float, *, power: float = 0.8, alpha: float = 0.05) -> int: ...
def paired_minimum_detectable_effect(sd: float, n: int, *, power: float = 0.8,
                                     alpha: float = 0.05) -> float: ...
def tost_power(margin: float, sd: float, n: int, *, alpha: float = 0.05) -> float: ...
def tost_sample_size(margin: float, sd: float, *, power: float = 0.8, alpha: float = 0.05) -> int: ...
def pilot_sd_upper_bound(sd: float, df: int, *, confidence: float = 0.8) -> float: ...
def two_proportion_minimum_detectable_difference(baseline: float, n_a: int, n_b: int, *, power: float = 0.8,
                                                 alpha: float = 0.05) -> float | None: ...
def paired_minimum_detectable_difference(discordance: float, n_items: int, *, power: float = 0.8,
                                         alpha: float = 0.05) -> float | None: ...
def smallest_decisive_discordance(*, alpha: float = 0.05) -> int: ...

# Reported numbers
def grim_test(reported: str, n: int, *, scale: int = 1, proportion: bool = True,
              rounding: Literal['half', 'any'] = 'any') -> bool: ...
def grim_power(decimals: int, n: int, *, scale: int = 1, proportion: bool = True,
               rounding: Literal['half', 'any'] = 'any') -> float: ...
def rounding_interval(reported: str, *, scale: float = 1.0) -> RoundingInterval: ...
def max_sd_for_range(low: float, high: float, n: int) -> float: ...
def max_sd_for_mean(low: float, high: float, mean: float, n: int) -> float: ...

# One sample
def summarize(sample: ArrayLike) -> Summary: ...
def moments_of(sample: ArrayLike) -> Moments: ...
def mean_t_interval(sample: ArrayLike, *, confidence: float = 0.95) -> Interval: ...
def quantile(sample: ArrayLike, p: float) -> float: ...
def minimum_p_rank_sum(n_a: int, n_b: int) -> float: ...
def minimum_p_permutation(n_a: int, n_b: int) -> float: ...
def minimum_p_signed_rank(n: int) -> float: ...
def minimum_p_sign_test(n: int) -> float: ...
def minimum_p_sign_flip(n: int) -> float: ...
