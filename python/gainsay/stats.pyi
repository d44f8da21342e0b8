# Made by scripts/stats-stub.
from collections.abc import Sequence
from typing import Literal, NamedTuple

from numpy import float64, int64
from numpy.typing import ArrayLike, NDArray

class AlmostStochasticOrder(NamedTuple):
    epsilon: float
    epsilon_minimum: float
    sigma: float
    alpha: float
    replicates: int
    undefined_replicates: int
    seed: int
    n_a: int
    n_b: int
    method: str

class BayesianCorrelatedTTest(NamedTuple):
    estimate: float
    scale: float
    df: float
    left: float
    inside: float
    right: float
    interval: Interval
    rope: float
    n: int
    method: str

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

class BrunnerMunzel(NamedTuple):
    probability_of_superiority: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float | None
    p_value: float
    separated: bool
    n_a: int
    n_b: int
    method: str

class BrunnerMunzelPermutation(NamedTuple):
    probability_of_superiority: float
    statistic: float
    p_value: float
    exact: bool
    replicates: int
    seed: int | None
    monte_carlo_standard_error: float | None
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

class FisherExactTest(NamedTuple):
    odds_ratio: float
    interval: Interval
    p_value: float
    mid_p_value: float
    n_a: int
    n_b: int
    method: str

class FiveByTwoCvFTest(NamedTuple):
    estimate: float
    statistic: float
    df_between: float
    df_within: float
    p_value: float
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

class ItemVariance(NamedTuple):
    between: float
    within: float

class LogVarianceRatio(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    p_value: float
    n_a: int
    n_b: int
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

class MeanBootstrap(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    replicates: int
    seed: int
    bias_correction: float | None
    acceleration: float | None
    n_a: int
    n_b: int | None
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

class NestedBootstrap(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    levels: RandomLevels
    replicates: int
    seed: int
    n_datasets: int
    n_seeds: int
    n_items: int
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

class PartialConjunction(NamedTuple):
    k_hat: int
    p_values: NDArray[float64]
    alpha: float
    method: str

class PerformanceProfile(NamedTuple):
    taus: NDArray[float64]
    profile: NDArray[float64]
    standard_errors: NDArray[float64]
    pointwise: list[Interval]
    simultaneous: list[Interval]
    simultaneous_critical_value: float
    replicates: int
    seed: int
    n_tasks: int
    n_runs: int
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

class ProbabilityOfImprovement(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    separated: bool
    replicates: int
    seed: int
    n_tasks: int
    n_a: int
    n_b: int
    method: str

class ProbabilityOfOutperforming(NamedTuple):
    estimate: float
    interval: Interval
    gamma: float
    significant: bool
    meaningful: bool
    n: int
    n_ties: int
    method: str

class ProportionDifference(NamedTuple):
    estimate: float
    interval: Interval
    method: str

class RandomLevels(NamedTuple):
    datasets: bool
    seeds: bool
    items: bool

class RoundingInterval(NamedTuple):
    low: float
    high: float

class SampledItemMean(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    df: float
    variance: ItemVariance
    n_items: int
    n_samples: int
    method: str

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

class StudentTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
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

class WildClusterBootstrap(NamedTuple):
    estimate: float
    standard_error: float
    statistic: float
    p_value: float
    exact: bool
    replicates: int
    seed: int | None
    monte_carlo_standard_error: float | None
    n: int
    n_clusters: int
    method: str

class YuenTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n_a: int
    n_b: int
    trimmed_a: int
    trimmed_b: int
    method: str

# Two samples
def welch_t_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                 alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> WelchTTest: ...
def welch_t_test_from_moments(mean_a: float, sd_a: float, n_a: int, mean_b: float, sd_b: float, n_b: int, *,
                              confidence: float = 0.95) -> WelchTTest: ...
def student_t_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                   alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> StudentTTest: ...
def student_t_test_from_moments(mean_a: float, sd_a: float, n_a: int, mean_b: float, sd_b: float, n_b: int, *,
                                confidence: float = 0.95) -> StudentTTest: ...
def yuen_test(a: ArrayLike, b: ArrayLike, *, trim: float = 0.2, confidence: float = 0.95,
              alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> YuenTest: ...
def permutation_test(a: ArrayLike, b: ArrayLike, *,
                     statistic: Literal['mean-difference', 'welch-t'] = 'mean-difference',
                     alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided',
                     replicates: int | None = None, seed: int = 0, threads: int = 1) -> PermutationTest: ...
def mann_whitney_test(a: ArrayLike, b: ArrayLike, *,
                      alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> MannWhitney: ...
def brunner_munzel_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                        alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> BrunnerMunzel: ...
def brunner_munzel_permutation_test(a: ArrayLike, b: ArrayLike, *,
                                    alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided',
                                    replicates: int | None = None, seed: int = 0,
                                    threads: int = 1) -> BrunnerMunzelPermutation: ...

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
def probability_of_outperforming(a: ArrayLike, b: ArrayLike, *, gamma: float = 0.75,
                                 confidence: float = 0.95) -> ProbabilityOfOutperforming: ...
def mcnemar_test(a: ArrayLike, b: ArrayLike, *,
                 alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> McNemar: ...
def mcnemar_exact(only_a: int, only_b: int, *,
                  alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> McNemar: ...
def discordance_of(a: ArrayLike, b: ArrayLike) -> Discordance: ...

# Correlated resamples
def corrected_resampled_t_test(differences: ArrayLike, test_train_ratio: float, *,
                               confidence: float = 0.95) -> CorrectedTTest: ...
def five_by_two_cv_f_test(differences: ArrayLike) -> FiveByTwoCvFTest: ...
def bayesian_correlated_t_test(differences: ArrayLike, test_train_ratio: float, rope: float, *,
                               confidence: float = 0.95) -> BayesianCorrelatedTTest: ...

# Proportions
def wilson_interval(successes: int, trials: int, *, confidence: float = 0.95) -> Interval: ...
def clopper_pearson_interval(successes: int, trials: int, *, confidence: float = 0.95) -> Interval: ...
def newcombe_interval(successes_a: int, trials_a: int, successes_b: int, trials_b: int, *,
                      confidence: float = 0.95) -> ProportionDifference: ...
def tango_interval(only_a: int, only_b: int, n_items: int, *,
                   confidence: float = 0.95) -> ProportionDifference: ...
def fisher_exact_test(successes_a: int, trials_a: int, successes_b: int, trials_b: int, *,
                      confidence: float = 0.95,
                      alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> FisherExactTest: ...

# Items
def item_mean(scores: ArrayLike, *, confidence: float = 0.95) -> ItemMean: ...
def clustered_item_mean(scores: ArrayLike, clusters: ArrayLike, *, confidence: float = 0.95,
                        variance: Literal['miller', 'cr1', 'cr2', 'cr3'] = 'miller') -> ItemMean: ...
def item_difference(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> ItemDifference: ...
def clustered_item_difference(a: ArrayLike, b: ArrayLike, clusters: ArrayLike, *, confidence: float = 0.95,
                              variance: Literal['miller', 'cr1', 'cr2', 'cr3'] = 'miller') -> ItemDifference: ...
def wild_cluster_bootstrap(differences: ArrayLike, clusters: ArrayLike, *, replicates: int = 9999,
                           seed: int = 0, threads: int = 1) -> WildClusterBootstrap: ...
def sampled_item_mean(scores: ArrayLike, *, confidence: float = 0.95) -> SampledItemMean: ...
def k_sample_standard_error(between: float, within: float, n_items: int, n_samples: int) -> float: ...
def item_sample_size(difference: float, between: float, within_a: float, within_b: float, *,
                     power: float = 0.8, alpha: float = 0.05) -> int: ...

# Multiplicity
def holm(p_values: ArrayLike) -> NDArray[float64]: ...
def bonferroni(p_values: ArrayLike) -> NDArray[float64]: ...
def hochberg(p_values: ArrayLike) -> NDArray[float64]: ...
def benjamini_hochberg(p_values: ArrayLike) -> NDArray[float64]: ...
def hommel(p_values: ArrayLike) -> NDArray[float64]: ...
def benjamini_yekutieli(p_values: ArrayLike) -> NDArray[float64]: ...
def partial_conjunction(p_values: ArrayLike, *, rule: Literal['bonferroni', 'fisher'] = 'bonferroni',
                        alpha: float = 0.05) -> PartialConjunction: ...
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
def cliffs_delta(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> EffectSize: ...
def vargha_delaney_a12(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> EffectSize: ...
def log_ratio(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> EffectSize: ...
def log_ratio_bootstrap(a: ArrayLike, b: ArrayLike, *, replicates: int = 9999, seed: int = 0,
                        threads: int = 1, confidence: float = 0.95) -> EffectSize: ...
def odds_ratio(successes_a: int, trials_a: int, successes_b: int, trials_b: int, *,
               confidence: float = 0.95) -> EffectSize: ...

# Spread
def brown_forsythe_test(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95,
                        alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> BrownForsythe: ...
def log_variance_ratio(a: ArrayLike, b: ArrayLike, *, confidence: float = 0.95) -> LogVarianceRatio: ...
def log_variance_ratio_jackknife(a: ArrayLike, b: ArrayLike, *,
                                 confidence: float = 0.95) -> LogVarianceRatio: ...

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
def probability_of_improvement(a: Sequence[ArrayLike] | ArrayLike, b: Sequence[ArrayLike] | ArrayLike, *,
                               replicates: int = 2000, seed: int = 0, threads: int = 1,
                               confidence: float = 0.95) -> ProbabilityOfImprovement: ...
def performance_profile(tasks: Sequence[ArrayLike] | ArrayLike, taus: ArrayLike, *, replicates: int = 2000,
                        seed: int = 0, threads: int = 1, unit: Literal['runs', 'task-means'] = 'runs',
                        confidence: float = 0.95) -> PerformanceProfile: ...

# Bootstrap intervals
def two_sample_bootstrap(a: ArrayLike, b: ArrayLike, *,
                         kind: Literal['percentile', 'bca', 'studentized'] = 'bca', replicates: int = 9999,
                         seed: int = 0, threads: int = 1, confidence: float = 0.95) -> MeanBootstrap: ...
def paired_bootstrap(a: ArrayLike, b: ArrayLike, *, kind: Literal['percentile', 'bca', 'studentized'] = 'bca',
                     replicates: int = 9999, seed: int = 0, threads: int = 1,
                     confidence: float = 0.95) -> MeanBootstrap: ...
def one_sample_bootstrap(sample: ArrayLike, *, kind: Literal['percentile', 'bca', 'studentized'] = 'bca',
                         replicates: int = 9999, seed: int = 0, threads: int = 1,
                         confidence: float = 0.95) -> MeanBootstrap: ...
def nested_bootstrap(scores: ArrayLike, dataset: ArrayLike, seed_of: ArrayLike, *, datasets: bool = True,
                     seeds: bool = True, items: bool = True, replicates: int = 2000, seed: int = 0,
                     threads: int = 1, confidence: float = 0.95) -> NestedBootstrap: ...

# Stochastic order
def almost_stochastic_order(a: ArrayLike, b: ArrayLike, *, replicates: int = 1000, seed: int = 0,
                            threads: int = 1, alpha: float = 0.05,
                            n_comparisons: int = 1) -> AlmostStochasticOrder: ...
def violation_ratio(a: ArrayLike, b: ArrayLike) -> float: ...

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
def outperforming_sample_size(gamma: float, *, alpha: float = 0.05, power: float = 0.95) -> int: ...

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
