# Made by scripts/stats-stub.
from collections.abc import Sequence
from typing import Literal, NamedTuple

from numpy import float64, int64
from numpy.typing import ArrayLike, NDArray

class AdjustedPairs(NamedTuple):
    p_values: NDArray[float64]

class AlignedFriedmanTest(NamedTuple):
    mean_ranks: NDArray[float64]
    chi_squared: float
    df: float
    p_value: float
    standard_error: float
    pairwise_p_values: NDArray[float64]
    n_datasets: int
    n_methods: int
    method: str

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

class AnytimeTTest(NamedTuple):
    estimate: float
    interval: Interval
    statistic: float
    df: float
    log_e: float
    e_value: float
    p_value: float
    n: int
    method: str

class AreaUnderCurve(NamedTuple):
    area: float
    mean: float
    first_step: float
    last_step: float
    n: int
    method: str

class BandOfOrderStatistics(NamedTuple):
    low: NDArray[float64]
    high: NDArray[float64]

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

class BayesianHierarchicalTest(NamedTuple):
    probability: RegionProbabilities
    probability_standard_error: RegionProbabilities
    expected_mass: RegionProbabilities
    expected_mass_standard_error: RegionProbabilities
    mean: PosteriorSummary
    scale: PosteriorSummary
    df: PosteriorSummary
    dataset_means: NDArray[float64]
    correlation: float
    rope: float
    n_datasets: int
    n_differences: int
    chains: int
    draws: int
    warm_up: int
    seed: int
    method: str

class BayesianSignTest(NamedTuple):
    probability: RegionProbabilities
    expected_mass: RegionProbabilities
    n_left: int
    n_inside: int
    n_right: int
    rope: float
    prior_strength: float
    prior_location: float
    n: int
    method: str

class BayesianSignedRankTest(NamedTuple):
    probability: RegionProbabilities
    monte_carlo_standard_error: RegionProbabilities
    expected_mass: RegionProbabilities
    rope: float
    prior_strength: float
    prior_location: float
    n: int
    replicates: int
    seed: int
    method: str

class BonferroniDunnTest(NamedTuple):
    critical_difference: float
    alpha: float
    statistic: NDArray[float64]
    p_values: NDArray[float64]
    control: int
    n_methods: int
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

class Clique(NamedTuple):
    methods: NDArray[int64]

class ConfidenceSequence(NamedTuple):
    low: NDArray[float64]
    high: NDArray[float64]
    estimate: float
    interval: Interval
    n: int
    method: str

class ConfusionCounts(NamedTuple):
    true_positive: int
    false_negative: int
    true_negative: int
    false_positive: int

class CorrectedTTest(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float
    n: int
    method: str

class CriticalDifferenceCliques(NamedTuple):
    cliques: list[Clique]
    n_methods: int
    method: str

class Discordance(NamedTuple):
    only_a: int
    only_b: int

class DunnettTest(NamedTuple):
    comparisons: list[MeanDifference]
    critical_value: float
    sd: float
    df: float
    control: int
    n: int
    n_groups: int
    method: str

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

class FactorialEffect(NamedTuple):
    components: int
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float

class FactorialEffects(NamedTuple):
    effects: list[FactorialEffect]
    n_runs: int
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

class GamesHowellTest(NamedTuple):
    comparisons: list[MeanDifference]
    n: int
    n_groups: int
    method: str

class GroupSequentialDesign(NamedTuple):
    information: NDArray[float64]
    critical_values: NDArray[float64]
    nominal_p: NDArray[float64]
    alpha_spent: NDArray[float64]
    alpha: float
    alternative: str
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

class KaplanMeier(NamedTuple):
    curve: list[SurvivalPoint]
    median: float | None
    median_low: float | None
    median_high: float | None
    confidence: float
    n: int
    n_events: int
    method: str

class KruskalWallisTest(NamedTuple):
    mean_ranks: NDArray[float64]
    chi_squared: float
    df: float
    p_value: float
    chi_squared_p_value: float
    exact: bool
    n: int
    method: str

class LogRankGroup(NamedTuple):
    label: int
    n: int
    observed: int
    expected: float

class LogRankTest(NamedTuple):
    statistic: float
    df: float
    p_value: float
    groups: list[LogRankGroup]
    n: int
    n_strata: int
    method: str

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

class MeanDifference(NamedTuple):
    a: int
    b: int
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float

class MedianInterval(NamedTuple):
    estimate: float
    interval: Interval
    achieved_confidence: float
    n: int
    method: str

class MetaAnalysis(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float | None
    p_value: float
    tau_squared: float
    i_squared: float
    q: float
    q_p_value: float
    prediction: Interval | None
    n: int
    method: str

class MetricFeasibility(NamedTuple):
    feasible: bool
    witness: ConfusionCounts | None

class MixedModel(NamedTuple):
    means: NDArray[float64]
    dataset_variance: float
    interaction_variance: float
    residual_variance: float
    at_boundary: bool
    log_likelihood: float
    contrasts: list[MixedModelContrast]
    n: int
    n_methods: int
    n_datasets: int
    method: str

class MixedModelContrast(NamedTuple):
    a: int
    b: int
    estimate: float
    standard_error: float
    interval: Interval
    statistic: float
    df: float
    p_value: float

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

class PairwiseWilcoxon(NamedTuple):
    p_values: NDArray[float64]
    adjusted_p_values: NDArray[float64]
    wins: NDArray[float64]
    exact: bool
    n_datasets: int
    n_methods: int
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

class PosteriorSummary(NamedTuple):
    mean: float
    sd: float
    interval: Interval
    r_hat: float
    effective_sample_size: float

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

class QuadeTest(NamedTuple):
    mean_ranks: NDArray[float64]
    f_statistic: float
    df_between: float
    df_within: float
    p_value: float
    pairwise_p_values: NDArray[float64]
    n_datasets: int
    n_methods: int
    method: str

class RandomLevels(NamedTuple):
    datasets: bool
    seeds: bool
    items: bool

class RegionProbabilities(NamedTuple):
    left: float
    inside: float
    right: float

class RoundingInterval(NamedTuple):
    low: float
    high: float

class SampleSizeRange(NamedTuple):
    low: int
    estimate: int
    high: int
    sd_low: float
    sd_high: float
    confidence: float

class SampledItemMean(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    df: float
    variance: ItemVariance
    n_items: int
    n_samples: int
    method: str

class ShapleyAttribution(NamedTuple):
    components: list[ShapleyValue]
    gain: float
    n_subsets: int
    n_runs: int
    method: str

class ShapleyValue(NamedTuple):
    estimate: float
    standard_error: float
    interval: Interval
    df: float

class SignEProcess(NamedTuple):
    log_e: NDArray[float64]
    e_value: float
    p_value: float
    n: int
    n_wins: int
    n_losses: int
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

class SimulatedPower(NamedTuple):
    power: float
    monte_carlo_standard_error: float
    replicates: int
    seed: int
    method: str

class StepsToTarget(NamedTuple):
    steps: float
    reached: bool
    target: float
    n: int
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

class SurvivalPoint(NamedTuple):
    time: float
    n_at_risk: int
    n_events: int
    survival: float
    standard_error: float | None
    interval: Interval | None

class TukeyHsd(NamedTuple):
    comparisons: list[MeanDifference]
    critical_value: float
    sd: float
    df: float
    n: int
    n_groups: int
    method: str

class TuningCurve(NamedTuple):
    curve: list[TuningPoint]
    quantile: float
    n: int
    method: str

class TuningPoint(NamedTuple):
    budget: int
    estimate: float
    interval: Interval

class VarianceComponent(NamedTuple):
    variance: float
    raw: float
    mean_square: float
    df: float
    share: float

class VarianceComponents(NamedTuple):
    method: VarianceComponent
    dataset: VarianceComponent
    interaction: VarianceComponent
    seed: VarianceComponent
    standard_error_of_gain: float
    is_truncated: bool
    n_methods: int
    n_datasets: int
    n_seeds: int
    estimator: str

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

class WinnersCurse(NamedTuple):
    winner: int
    naive: float
    estimate: float
    interval: Interval
    simultaneous: Interval
    runner_up: float
    n: int
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

# Bayesian comparisons
def bayesian_sign_test(a: ArrayLike, b: ArrayLike | None = None, *, rope: float = 0.0,
                       prior_strength: float = 1.0, prior_location: float = 0.0) -> BayesianSignTest: ...
def bayesian_hierarchical_test(a: Sequence[ArrayLike] | ArrayLike, b: Sequence[ArrayLike] | ArrayLike,
                               correlation: float, *, rope: float = 0.0, lower_alpha: float = 1.0,
                               upper_alpha: float = 2.0, lower_beta: float = 0.01, upper_beta: float = 0.1,
                               largest_scales: float = 1000.0, least_sd: float = 0.0, chains: int = 4,
                               draws: int = 10000, warm_up: int = 2000, seed: int = 0,
                               threads: int = 1) -> BayesianHierarchicalTest: ...
def bayesian_signed_rank_test(a: ArrayLike, b: ArrayLike | None = None, *, rope: float = 0.0,
                              replicates: int = 50000, seed: int = 0, threads: int = 1,
                              prior_strength: float = 0.5,
                              prior_location: float = 0.0) -> BayesianSignedRankTest: ...

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
def e_benjamini_hochberg(e_values: ArrayLike) -> NDArray[float64]: ...
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
def bonferroni_dunn_test(scores: ArrayLike, control: int, *, higher_is_better: bool = True,
                         alpha: float = 0.05) -> BonferroniDunnTest: ...
def quade_test(scores: ArrayLike, *, higher_is_better: bool = True) -> QuadeTest: ...
def aligned_friedman_test(scores: ArrayLike, *, higher_is_better: bool = True) -> AlignedFriedmanTest: ...
def pairwise_wilcoxon(scores: ArrayLike, *, higher_is_better: bool = True,
                      adjustment: Literal['holm', 'shaffer', 'bergmann-hommel'] = 'holm') -> PairwiseWilcoxon: ...
def shaffer(p_values: ArrayLike) -> AdjustedPairs: ...
def bergmann_hommel(p_values: ArrayLike) -> AdjustedPairs: ...
def critical_difference_cliques(mean_ranks: ArrayLike,
                                critical_difference: float) -> CriticalDifferenceCliques: ...
def cliques_of_p_values(adjusted_p_values: ArrayLike, *,
                        alpha: float = 0.05) -> CriticalDifferenceCliques: ...
def studentized_range_ccdf(q: float, k: int, *, df: float | None = None) -> float: ...
def studentized_range_critical_value(alpha: float, k: int, *, df: float | None = None) -> float: ...

# Several groups
def kruskal_wallis_test(groups: Sequence[ArrayLike] | ArrayLike) -> KruskalWallisTest: ...
def tukey_hsd(groups: Sequence[ArrayLike] | ArrayLike, *, confidence: float = 0.95) -> TukeyHsd: ...
def games_howell_test(groups: Sequence[ArrayLike] | ArrayLike, *,
                      confidence: float = 0.95) -> GamesHowellTest: ...
def dunnett_test(groups: Sequence[ArrayLike] | ArrayLike, control: int, *,
                 confidence: float = 0.95) -> DunnettTest: ...

# Aggregates
def interquartile_mean(sample: ArrayLike, *,
                       trim: Literal['integer-cut', 'fractional'] = 'integer-cut') -> float: ...
def median(sample: ArrayLike, *, confidence: float = 0.95) -> MedianInterval: ...
def optimality_gap(sample: ArrayLike, *, target: float = 1.0) -> float: ...
def stratified_bootstrap(tasks: Sequence[ArrayLike] | ArrayLike, *,
                         aggregate: Literal['mean', 'median', 'interquartile-mean', 'optimality-gap'] = 'interquartile-mean',
                         trim: Literal['integer-cut', 'fractional'] = 'integer-cut', target: float = 1.0,
                         tasks_are: Literal['fixed', 'random'] = 'fixed', replicates: int = 10000,
                         seed: int = 0, threads: int = 1, confidence: float = 0.95) -> BootstrapInterval: ...
def stratified_bootstrap_difference(a: Sequence[ArrayLike] | ArrayLike, b: Sequence[ArrayLike] | ArrayLike, *,
                                    aggregate: Literal['mean', 'median', 'interquartile-mean', 'optimality-gap'] = 'interquartile-mean',
                                    trim: Literal['integer-cut', 'fractional'] = 'integer-cut',
                                    target: float = 1.0, tasks_are: Literal['fixed', 'random'] = 'fixed',
                                    replicates: int = 10000, seed: int = 0, threads: int = 1,
                                    confidence: float = 0.95) -> BootstrapInterval: ...
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

# Several studies
def mixed_model(values: ArrayLike, methods: ArrayLike, datasets: ArrayLike, *,
                terms: Literal['dataset', 'dataset-and-interaction'] = 'dataset',
                df: Literal['satterthwaite', 'kenward-roger'] = 'kenward-roger',
                confidence: float = 0.95) -> MixedModel: ...
def variance_components(values: ArrayLike, n_methods: int, n_datasets: int,
                        n_seeds: int) -> VarianceComponents: ...
def random_effects_meta_analysis(effects: ArrayLike, standard_errors: ArrayLike, *,
                                 estimator: Literal['dersimonian-laird', 'paule-mandel', 'reml'] = 'reml',
                                 hartung_knapp: bool = True, confidence: float = 0.95) -> MetaAnalysis: ...
def fixed_effect_meta_analysis(effects: ArrayLike, standard_errors: ArrayLike, *,
                               confidence: float = 0.95) -> MetaAnalysis: ...
def winners_curse(estimates: ArrayLike, standard_errors: ArrayLike, *,
                  confidence: float = 0.95) -> WinnersCurse: ...

# Components
def factorial_effects(values: ArrayLike, switches: ArrayLike, *,
                      confidence: float = 0.95) -> FactorialEffects: ...
def shapley_attribution(values: ArrayLike, switches: ArrayLike, *,
                        confidence: float = 0.95) -> ShapleyAttribution: ...

# Looking while it runs
def pocock_design(looks: int, *, alpha: float = 0.05,
                  alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> GroupSequentialDesign: ...
def obrien_fleming_design(looks: int, *, alpha: float = 0.05,
                          alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> GroupSequentialDesign: ...
def alpha_spending_design(information: ArrayLike, *, alpha: float = 0.05,
                          spending: Literal['pocock', 'obrien-fleming'] = 'obrien-fleming',
                          alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> GroupSequentialDesign: ...
def group_sequential_power(looks: int, drift: float, *,
                           boundary: Literal['pocock', 'obrien-fleming'] = 'obrien-fleming',
                           alpha: float = 0.05,
                           alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> float: ...
def sample_size_inflation(looks: int, *, power: float = 0.8,
                          boundary: Literal['pocock', 'obrien-fleming'] = 'obrien-fleming',
                          alpha: float = 0.05,
                          alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> float: ...
def repeated_p_value(information: ArrayLike, look: int, p: float, *,
                     boundary: Literal['pocock', 'obrien-fleming', 'lan-demets-pocock', 'lan-demets-obrien-fleming'] = 'obrien-fleming') -> float: ...
def anytime_t_test(values: ArrayLike, *, effect_variance: float = 1.0,
                   confidence: float = 0.95) -> AnytimeTTest: ...
def sign_e_process(differences: ArrayLike, *,
                   alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> SignEProcess: ...
def empirical_bernstein_confidence_sequence(values: ArrayLike, low: float, high: float, *,
                                            confidence: float = 0.95) -> ConfidenceSequence: ...
def betting_confidence_sequence(values: ArrayLike, low: float, high: float, *,
                                confidence: float = 0.95) -> ConfidenceSequence: ...
def asymptotic_confidence_sequence(values: ArrayLike, *, best_at: float = 10.0,
                                   confidence: float = 0.95) -> ConfidenceSequence: ...

# Learning curves
def area_under_curve(steps: ArrayLike, values: ArrayLike, *, first_step: float | None = None,
                     last_step: float | None = None) -> AreaUnderCurve: ...
def steps_to_target(steps: ArrayLike, values: ArrayLike, target: float, *,
                    crossing: Literal['first', 'sustained'] = 'first',
                    higher_is_better: bool = True) -> StepsToTarget: ...
def kaplan_meier(times: ArrayLike, events: ArrayLike, *, kind: Literal['plain', 'log-log'] = 'log-log',
                 confidence: float = 0.95) -> KaplanMeier: ...
def log_rank_test(times: ArrayLike, events: ArrayLike, group: ArrayLike,
                  strata: ArrayLike | None = None) -> LogRankTest: ...

# Search budgets
def expected_best_of(scores: ArrayLike, n: int, *,
                     draws: Literal['without-replacement', 'with-replacement'] = 'without-replacement',
                     higher_is_better: bool = True) -> float: ...
def tuned_quantile_curve(scores: ArrayLike, budgets: ArrayLike, *, quantile: float = 0.5,
                         band: Literal['dkw', 'kolmogorov-smirnov', 'equal-tailed'] = 'equal-tailed',
                         confidence: float = 0.95, higher_is_better: bool = True) -> TuningCurve: ...
def distribution_band(n: int, *, band: Literal['dkw', 'kolmogorov-smirnov', 'equal-tailed'] = 'equal-tailed',
                      confidence: float = 0.95) -> BandOfOrderStatistics: ...

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
def planning_sd(sd: float, df: int, *, power: float = 0.8, alpha: float = 0.05) -> float: ...
def two_proportion_minimum_detectable_difference(baseline: float, n_a: int, n_b: int, *, power: float = 0.8,
                                                 alpha: float = 0.05) -> float | None: ...
def paired_minimum_detectable_difference(discordance: float, n_items: int, *, power: float = 0.8,
                                         alpha: float = 0.05) -> float | None: ...
def smallest_decisive_discordance(*, alpha: float = 0.05) -> int: ...
def outperforming_sample_size(gamma: float, *, alpha: float = 0.05, power: float = 0.95) -> int: ...
def sign_test_power(n: int, probability: float, *, alpha: float = 0.05) -> float: ...
def sign_test_sample_size(probability: float, *, power: float = 0.8, alpha: float = 0.05) -> int: ...
def mcnemar_power(only_a: float, only_b: float, n_items: int, *, alpha: float = 0.05) -> float: ...
def mcnemar_sample_size(only_a: float, only_b: float, *, power: float = 0.8, alpha: float = 0.05) -> int: ...
def fisher_power(rate_a: float, rate_b: float, n_a: int, n_b: int, *, alpha: float = 0.05) -> float: ...
def fisher_sample_size(rate_a: float, rate_b: float, *, power: float = 0.8, alpha: float = 0.05) -> int: ...
def mann_whitney_power(probability_of_superiority: float, n_a: int, n_b: int, *,
                       alpha: float = 0.05) -> float: ...
def mann_whitney_sample_size(probability_of_superiority: float, *, power: float = 0.8,
                             alpha: float = 0.05) -> int: ...
def signed_rank_power(probability_of_positive_sum: float, n: int, *, alpha: float = 0.05) -> float: ...
def signed_rank_sample_size(probability_of_positive_sum: float, *, power: float = 0.8,
                            alpha: float = 0.05) -> int: ...
def permutation_power(effect: float, sd: float, n_a: int, n_b: int, *, alpha: float = 0.05) -> float: ...
def sign_flip_power(effect: float, sd: float, n: int, *, alpha: float = 0.05) -> float: ...
def two_sample_simulated_power(
                               test: Literal['welch-t', 'mann-whitney', 'brunner-munzel', 'permutation-mean', 'permutation-welch-t'],
                               effect: float, sd_a: float, sd_b: float, n_a: int, n_b: int, *,
                               replicates: int = 10000, seed: int = 0, threads: int = 1,
                               alpha: float = 0.05) -> SimulatedPower: ...
def paired_simulated_power(test: Literal['t', 'wilcoxon-signed-rank', 'sign-flip', 'sign'], effect: float,
                           sd: float, n: int, *, replicates: int = 10000, seed: int = 0, threads: int = 1,
                           alpha: float = 0.05) -> SimulatedPower: ...
def pilot_sample_size_range(sd: float, df: int, effect: float, *, confidence: float = 0.8, power: float = 0.8,
                            alpha: float = 0.05) -> SampleSizeRange: ...
def t_test_assurance(sd: float, df: int, effect: float, n: int, *, alpha: float = 0.05) -> float: ...
def assurance_sample_size(sd: float, df: int, effect: float, *, assurance: float = 0.8,
                          alpha: float = 0.05) -> int: ...

# Reported numbers
def grim_test(reported: str, n: int, *, scale: int = 1, proportion: bool = True,
              rounding: Literal['half', 'any'] = 'any') -> bool: ...
def grim_power(decimals: int, n: int, *, scale: int = 1, proportion: bool = True,
               rounding: Literal['half', 'any'] = 'any') -> float: ...
def rounding_interval(reported: str, *, scale: float = 1.0) -> RoundingInterval: ...
def max_sd_for_range(low: float, high: float, n: int) -> float: ...
def max_sd_for_mean(low: float, high: float, mean: float, n: int) -> float: ...
def grimmer_test(mean: str, sd: str, n: int, *, denominator: Literal['n-1', 'n', 'either'] = 'either',
                 rounding: Literal['half', 'any'] = 'any') -> bool: ...
def debit_test(mean: str, sd: str, n: int, *, denominator: Literal['n-1', 'n', 'either'] = 'either',
               rounding: Literal['half', 'any'] = 'any', scale: int = 1) -> bool: ...
def p_value_of_reported_t(statistic: str, df: float, *,
                          alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> RoundingInterval: ...
def p_value_of_reported_z(statistic: str, *,
                          alternative: Literal['two-sided', 'greater', 'less'] = 'two-sided') -> RoundingInterval: ...
def p_value_of_reported_f(statistic: str, df_between: float, df_within: float) -> RoundingInterval: ...
def p_value_of_reported_chi_squared(statistic: str, df: float) -> RoundingInterval: ...
def p_value_consistent(p: str, low: float, high: float, *,
                       relation: Literal['equal', 'below', 'above'] = 'equal') -> bool: ...
def metric_feasibility(total: int, *, positive: int | None = None, accuracy: str | None = None,
                       sensitivity: str | None = None, specificity: str | None = None,
                       precision: str | None = None, f1: str | None = None, scale: int = 1,
                       rounding: Literal['half', 'any'] = 'any') -> MetricFeasibility: ...

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
