"""The works of the statistics benchmark: each done by Gainsay and by a peer, on the same arrays."""
import importlib
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy


@dataclass(frozen=True)
class Work:
    name: str
    package: str  # of the peer, as it is imported
    distribution: str  # as it is installed
    ours: Callable
    peer: Callable
    ratio: float | None = None  # asked for: the peer's time over ours


def normal(seed, *shape):
    return numpy.random.default_rng(seed).normal(size=shape)


A5, B5 = normal(1, 5) + 1, normal(2, 5)
A10, B10 = normal(3, 10) + 0.5, normal(4, 10)
A50, B50 = normal(5, 50), normal(6, 50)
A1000, B1000 = normal(7, 1000) + 0.1, normal(8, 1000)
PAIRS = normal(9, 20) + 0.3
SMALL, LARGE = normal(10, 10, 26), normal(11, 100, 26)  # (runs, tasks)
OTHER = normal(12, 10, 26)
TABLE = normal(13, 54, 20)  # a row a dataset, a column a method
GROUPS = list(normal(14, 5, 10))
P_VALUES = numpy.random.default_rng(15).random(100)
DIFFERENCES = normal(16, 54) * 0.02 + 0.005
TIMES = numpy.random.default_rng(17).integers(1, 1000, 40)
REACHED = numpy.random.default_rng(18).random(40) < 0.8


def columns(scores):
    return [numpy.ascontiguousarray(task) for task in scores.T]


def mean_difference(x, y, axis=-1):
    return numpy.mean(x, axis=axis) - numpy.mean(y, axis=axis)


def scipy_work(name, ours, peer, ratio=None):
    return Work(name, "scipy.stats", "scipy", ours, peer, ratio)


def rliable_interval(scores, func, reps):
    library = importlib.import_module("rliable.library")
    return library.get_interval_estimates({"a": scores}, func, reps=reps)


def rliable_iqm(scores):
    metrics = importlib.import_module("rliable.metrics")
    return rliable_interval(scores, lambda x: numpy.array([metrics.aggregate_iqm(x)]), 50_000)


def rliable_improvement():
    metrics = importlib.import_module("rliable.metrics")
    return rliable_interval([SMALL, OTHER], metrics.probability_of_improvement, 2_000)


def deepsig_aso(a, b):
    return importlib.import_module("deepsig").aso(a, b, seed=1, show_progress=False)


def statsmodels_holm():
    multitest = importlib.import_module("statsmodels.stats.multitest")
    return multitest.multipletests(P_VALUES, method="holm")


def statsmodels_sample_size():
    power = importlib.import_module("statsmodels.stats.power")
    return power.TTestIndPower().solve_power(effect_size=0.8, alpha=0.05, power=0.8)


def statsmodels_mixed_model():
    mixed = importlib.import_module("statsmodels.regression.mixed_linear_model")
    values, methods, datasets = mixed_model_runs()
    design = numpy.column_stack([methods == m for m in range(3)]).astype(float)
    return mixed.MixedLM(values, design, groups=datasets).fit(reml=True)


def mixed_model_runs():
    methods, datasets = numpy.repeat(numpy.arange(3), 50), numpy.tile(numpy.repeat(numpy.arange(10), 5), 3)
    return 0.3 * methods + normal(19, 10)[datasets] + normal(20, 150), methods, datasets


def lifelines_curve():
    return importlib.import_module("lifelines").KaplanMeierFitter().fit(TIMES, REACHED)


def autorank_all():
    autorank = importlib.import_module("autorank")
    pandas = importlib.import_module("pandas")
    return autorank.autorank(pandas.DataFrame(TABLE), alpha=0.05, force_mode="nonparametric")


def ours_ranks(stats):
    return stats.friedman_test(TABLE), stats.nemenyi_test(TABLE), [stats.median(column).interval for column in columns(TABLE)]


WORKS = [
    scipy_work("exact sign flip, n = 20", lambda s: s.sign_flip_test(PAIRS),
               lambda p: p.permutation_test((PAIRS,), numpy.mean, permutation_type="samples", n_resamples=math.inf,
                                            vectorized=True), 1000),
    scipy_work("100,000 permutations of 50 + 50", lambda s: s.permutation_test(A50, B50, replicates=100_000),
               lambda p: p.permutation_test((A50, B50), mean_difference, n_resamples=100_000, vectorized=True), 80),
    scipy_work("BCa of a mean difference, 10 + 10, 9,999", lambda s: s.two_sample_bootstrap(A10, B10),
               lambda p: p.bootstrap((A10, B10), mean_difference, n_resamples=9_999, vectorized=True), 5),
    Work("IQM interval, 50,000 replicates, 10 x 26", "rliable.library", "rliable",
         lambda s: s.stratified_bootstrap(columns(SMALL), replicates=50_000), lambda p: rliable_iqm(SMALL), 100),
    Work("IQM interval, 50,000 replicates, 100 x 26", "rliable.library", "rliable",
         lambda s: s.stratified_bootstrap(columns(LARGE), replicates=50_000), lambda p: rliable_iqm(LARGE), 30),
    Work("probability of improvement, 10 x 26, 2,000", "rliable.library", "rliable",
         lambda s: s.probability_of_improvement(columns(SMALL), columns(OTHER), replicates=2_000),
         lambda p: rliable_improvement(), 1000),
    Work("almost stochastic order, n = 5", "deepsig", "deepsig", lambda s: s.almost_stochastic_order(A5, B5),
         lambda p: deepsig_aso(A5, B5), 600),
    Work("almost stochastic order, n = 1,000", "deepsig", "deepsig",
         lambda s: s.almost_stochastic_order(A1000, B1000), lambda p: deepsig_aso(A1000, B1000), 600),
    Work("Bayesian signed rank, 54 datasets, 50,000 draws", "baycomp", "baycomp",
         lambda s: s.bayesian_signed_rank_test(DIFFERENCES, rope=0.01, replicates=50_000),
         lambda p: p.SignedRankTest.probs(DIFFERENCES, numpy.zeros(54), rope=0.01, nsamples=50_000), 28),
    scipy_work("Welch test, 10 + 10", lambda s: s.welch_t_test(A10, B10),
               lambda p: p.ttest_ind(A10, B10, equal_var=False).confidence_interval(), 50),
    Work("Welch test, 10 + 10", "pingouin", "pingouin", lambda s: s.welch_t_test(A10, B10),
         lambda p: p.ttest(A10, B10, correction=True)),
    Work("Holm of 100 p values", "statsmodels.stats.multitest", "statsmodels", lambda s: s.holm(P_VALUES),
         lambda p: statsmodels_holm(), 1000),
    scipy_work("exact Wilcoxon signed rank, n = 20", lambda s: s.wilcoxon_signed_rank_test(PAIRS),
               lambda p: p.wilcoxon(PAIRS, method="exact")),
    scipy_work("exact Mann-Whitney, 10 + 10", lambda s: s.mann_whitney_test(A10, B10),
               lambda p: p.mannwhitneyu(A10, B10, method="exact")),
    scipy_work("Brunner-Munzel, 10 + 10", lambda s: s.brunner_munzel_test(A10, B10),
               lambda p: p.brunnermunzel(A10, B10)),
    scipy_work("Yuen, 10 + 10", lambda s: s.yuen_test(A10, B10),
               lambda p: p.ttest_ind(A10, B10, equal_var=False, trim=0.2)),
    scipy_work("Fisher's exact test, 30 of 40 v 20 of 40", lambda s: s.fisher_exact_test(30, 40, 20, 40),
               lambda p: p.fisher_exact([[30, 10], [20, 20]])),
    Work("sample size of a t test", "statsmodels.stats.power", "statsmodels",
         lambda s: s.two_sample_t_sample_size(0.8, 1.0), lambda p: statsmodels_sample_size()),
    scipy_work("Friedman, 54 x 20", lambda s: s.friedman_test(TABLE), lambda p: p.friedmanchisquare(*TABLE.T)),
    Work("Nemenyi, 54 x 20", "scikit_posthocs", "scikit-posthocs", lambda s: s.nemenyi_test(TABLE),
         lambda p: p.posthoc_nemenyi_friedman(TABLE)),
    Work("Friedman, Nemenyi, medians, 54 x 20", "autorank", "autorank", ours_ranks, lambda p: autorank_all()),
    scipy_work("Tukey HSD, 5 x 10", lambda s: s.tukey_hsd(GROUPS), lambda p: p.tukey_hsd(*GROUPS).confidence_interval()),
    scipy_work("Dunnett, 4 groups v control, 10 each", lambda s: s.dunnett_test(GROUPS, 0),
               lambda p: p.dunnett(*GROUPS[1:], control=GROUPS[0], random_state=1).confidence_interval()),
    scipy_work("Kruskal-Wallis, 5 x 10", lambda s: s.kruskal_wallis_test(GROUPS), lambda p: p.kruskal(*GROUPS)),
    Work("mixed model, 3 methods x 10 datasets x 5", "statsmodels.regression.mixed_linear_model", "statsmodels",
         lambda s: s.mixed_model(*mixed_model_runs()), lambda p: statsmodels_mixed_model()),
    Work("Kaplan-Meier of 40 curves", "lifelines", "lifelines",
         lambda s: s.kaplan_meier(TIMES.astype(float), REACHED), lambda p: lifelines_curve()),
]
