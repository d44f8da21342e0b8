"""The rows of docs/accuracy.md: a statistic on small data, and where its reference value stands.

A reference is a line of a file in tests/oracles/printed, which the slow tests make anew with the program named there, and the
place of the number in that line; or a certified value of NIST.
"""
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy
from gainsay import stats

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True)
class Row:
    statistic: str
    what: str
    ours: Callable[[], float]
    reference: str  # as printed
    source: str
    least_digits: int = 11  # that of R's noncentral t, the least exact of the programs here, is 1e-12


SLEEP = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
SEVEN = SLEEP[1][:7]
TIED = ([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4])
DEPRESSION = ([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
PERMEABILITY = ([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.90, 0.74, 1.21])
FOLDS = [0.02, 0.03, -0.01, 0.04, 0.015, 0.05, 0.03, 0.01, -0.02, 0.06]
ITEMS = ([1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0], [0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0])
PASSAGES = [7, 7, 7, 2, 2, 5, 5, 5, 5, 9, 9, 11]
EFFECTS = ([0.12, 0.35, -0.04, 0.51, 0.22, 0.18], [0.10, 0.15, 0.12, 0.20, 0.08, 0.11])
MUCOCILIARY = [[2.9, 3.0, 2.5, 2.6, 3.2], [3.8, 2.7, 4.0, 2.4], [2.8, 3.4, 3.7, 2.2, 2.0]]
LOTIONS = [[5, 4, 7, 10, 12], [1, 3, 1, 0, 2], [16, 12, 22, 22, 35], [5, 4, 3, 5, 4], [10, 9, 7, 13, 10], [19, 18, 28, 37, 58],
           [10, 7, 6, 8, 7]]
FOUR = [0.04, 0.001, 0.03, 0.02]
EIGHT = [0.011, 0.021, 0.022, 0.029, 0.05, 0.3, 0.31, 0.001]


def printed(script, line, place):
    """The number at a place of the first line that begins so, as the program printed it."""
    text = (ROOT / "tests/oracles/printed" / f"{script}.txt").read_text()
    for one in text.splitlines():
        if one.startswith(line + ":"):
            return NUMBER.findall(one[len(line) + 1:])[place]
    raise LookupError(f"{script}.txt has no line {line}")


def program(script):
    name = {"rliable_metrics.py": "rliable 1.2.0"}.get(script, "R 4.2.2" if script.endswith(".R") else "SciPy, statsmodels, NumPy")
    return f"{name}: `{script}`"


def rows_of(script, *rows):
    return [Row(statistic, what, ours, printed(script, line, place), program(script)) for statistic, what, line, place, ours in rows]


# The sd of the doubles nearest to these data agrees with the certified one to so many digits, computed exactly: see the test.
NEAREST_DOUBLES = {"NumAcc3": 9, "NumAcc4": 8}


def nist_lines(path):
    """The lines of data: those behind the last line that is no data."""
    lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
    heads = [i for i, line in enumerate(lines) if not NUMBER.fullmatch(line[0])]
    return lines[heads[-1] + 1:]


def certified(text, *names):
    return next(found.group(1) for name in names if (found := re.search(name + r"\s*[:=]\s*(\S+)", text)))


def univariate_rows():
    rows = []
    for path in sorted((ROOT / "fixtures/nist").glob("*.txt")):
        text, values = path.read_text(), [float(line[0]) for line in nist_lines(path)]
        source = f"NIST StRD: {path.stem}"
        digits = NEAREST_DOUBLES.get(path.stem, 11)
        rows.append(Row("moments_of", "mean", lambda v=values: stats.moments_of(v).mean, certified(text, "ybar", "mean"), source))
        rows.append(Row("moments_of", "sd", lambda v=values: stats.moments_of(v).sd,
                        certified(text, r"n-1\)\s+s", "standardDeviation"), source, digits))
    return rows


def two_instruments():
    """AtmWtAg: the F of two groups is the square of Student's t."""
    path = ROOT / "fixtures/nist/AtmWtAg.dat"
    groups = [[float(y) for group, y in nist_lines(path) if group == wanted] for wanted in "12"]
    f = re.search(r"Between Instrument.*?(\S+)\n", path.read_text()).group(1)
    return [Row("student_t_test", "statistic, squared", lambda: stats.student_t_test(*groups).statistic ** 2, f,
                "NIST StRD: AtmWtAg")]


def t_tests():
    welch, paired = stats.welch_t_test(*SLEEP), stats.paired_t_test(*SLEEP)
    nadeau = stats.corrected_resampled_t_test([x - y for x, y in zip(*SLEEP, strict=True)], 1 / 9)
    head = "paired est se low high t df p r"
    return rows_of(
        "t_tests.R",
        ("welch_t_test", "statistic", "welch est se low high t df p", 4, lambda: welch.statistic),
        ("welch_t_test", "df", "welch est se low high t df p", 5, lambda: welch.df),
        ("welch_t_test", "p_value", "welch est se low high t df p", 6, lambda: welch.p_value),
        ("welch_t_test", "interval.low", "welch est se low high t df p", 2, lambda: welch.interval.low),
        ("paired_t_test", "statistic", head, 4, lambda: paired.statistic),
        ("paired_t_test", "p_value", head, 6, lambda: paired.p_value),
        ("paired_t_test", "interval.high", head, 3, lambda: paired.interval.high),
        ("corrected_resampled_t_test", "p_value", "nadeau-bengio ratio 1/9: se t p low high", 2, lambda: nadeau.p_value),
        ("hedges_g", "value", "hedges g low high", 0, lambda: stats.hedges_g(*SLEEP).value),
        ("hedges_g", "interval.low", "hedges g low high", 1, lambda: stats.hedges_g(*SLEEP).interval.low),
        ("hedges_g_paired", "interval.high", "paired g low high", 2, lambda: stats.hedges_g_paired(*SLEEP).interval.high),
        ("mean_t_interval", "high", "mean interval 95% of a", 1, lambda: stats.mean_t_interval(SLEEP[0]).high),
    )


def two_samples():
    student, yuen, brunner = (test(SLEEP[0], SEVEN) for test in (stats.student_t_test, stats.yuen_test, stats.brunner_munzel_test))
    tied = stats.brunner_munzel_test(*TIED)
    bayes = stats.bayesian_correlated_t_test(FOLDS, 1 / 9, rope=0.01)
    return rows_of(
        "two_samples.py",
        ("student_t_test", "p_value", "student t df p low high", 2, lambda: student.p_value),
        ("yuen_test", "df", "yuen t df p", 1, lambda: yuen.df),
        ("yuen_test", "p_value", "yuen t df p", 2, lambda: yuen.p_value),
        ("brunner_munzel_test", "p_value", "brunner-munzel statistic p", 1, lambda: brunner.p_value),
        ("brunner_munzel_test", "p_value, ties", "brunner-munzel tied statistic p", 1, lambda: tied.p_value),
        ("vargha_delaney_a12", "interval.low", "brunner-munzel logit: a12 low high", 1,
         lambda: stats.vargha_delaney_a12(SLEEP[0], SEVEN).interval.low),
        ("five_by_two_cv_f_test", "p_value", "5x2cv F p", 1, lambda: stats.five_by_two_cv_f_test(FOLDS).p_value),
        ("bayesian_correlated_t_test", "left", "correlated t, 10 folds, rope .01: left inside right low high", 0, lambda: bayes.left),
        ("bayesian_correlated_t_test", "right", "baycomp", 2, lambda: bayes.right),
    )


def ranks_and_counts():
    signed = stats.wilcoxon_signed_rank_test(*DEPRESSION)
    shift = stats.hodges_lehmann_interval(*DEPRESSION)
    return rows_of(
        "ranks_and_counts.R",
        ("wilcoxon_signed_rank_test", "p_value", "signed rank depression: V p low high estimate", 1, lambda: signed.p_value),
        ("hodges_lehmann_interval", "high", "signed rank depression: V p low high estimate", 3, lambda: shift.interval.high),
        ("mann_whitney_test", "p_value", "mann-whitney: U p p-greater", 1, lambda: stats.mann_whitney_test(*PERMEABILITY).p_value),
        ("mcnemar_exact", "p_value", "mcnemar 121 v 59", 0, lambda: stats.mcnemar_exact(59, 121).p_value),
        ("wilson_interval", "low", "wilson 17 of 20", 0, lambda: stats.wilson_interval(17, 20).low),
        ("clopper_pearson_interval", "low", "clopper-pearson 17 of 20", 0, lambda: stats.clopper_pearson_interval(17, 20).low),
        ("holm", "the second", "holm", 1, lambda: stats.holm(FOUR)[1]),
        ("hochberg", "the first", "hochberg", 0, lambda: stats.hochberg(FOUR)[0]),
        ("benjamini_hochberg", "the first", "BH", 0, lambda: stats.benjamini_hochberg(FOUR)[0]),
    )


def counts_and_clusters():
    fisher = stats.fisher_exact_test(7, 10, 2, 12)
    variance, ratio = stats.log_variance_ratio(SLEEP[0], SEVEN), stats.log_ratio([x + 10 for x in SLEEP[0]], [y + 10 for y in SEVEN])
    jackknife = stats.log_variance_ratio_jackknife(SLEEP[0], SEVEN)
    cr2, cr3 = (stats.clustered_item_mean(ITEMS[0], PASSAGES, variance=variance_rule)
                for variance_rule in ("cr2", "cr3"))
    return rows_of(
        "counts_and_clusters.R",
        ("bonferroni", "the first", "bonferroni", 0, lambda: stats.bonferroni(FOUR)[0]),
        ("benjamini_yekutieli", "the second", "BY", 1, lambda: stats.benjamini_yekutieli(FOUR)[1]),
        ("hommel", "the first", "hommel of eight", 0, lambda: stats.hommel(EIGHT)[0]),
        ("fisher_exact_test", "p_value", "fisher 7/10 v 2/12", 0, lambda: fisher.p_value),
        ("odds_ratio", "estimate", "woolf 7/10 v 2/12", 0, lambda: stats.odds_ratio(7, 10, 2, 12).value),
        ("log_variance_ratio", "p_value", "log variance ratio: estimate p low high", 1, lambda: variance.p_value),
        ("log_variance_ratio_jackknife", "p_value", "jackknife: estimate se p low high", 2, lambda: jackknife.p_value),
        ("log_ratio", "interval.low", "log ratio: estimate low high", 1, lambda: ratio.interval.low),
        ("clustered_item_mean", "CR2: standard_error", "CR2", 0, lambda: cr2.standard_error),
        ("clustered_item_mean", "CR3: df", "CR3", 1, lambda: cr3.df),
    )


def items_and_clusters():
    plain, miller = stats.item_mean(ITEMS[0]), stats.clustered_item_mean(ITEMS[0], PASSAGES)
    cr1 = stats.clustered_item_mean(ITEMS[0], PASSAGES, variance="cr1")
    return rows_of(
        "items_and_spread.py",
        ("item_mean", "standard_error", "naive mean se low high", 1, lambda: plain.standard_error),
        ("clustered_item_mean", "Miller: standard_error", "miller a: se", 0, lambda: miller.standard_error),
        ("clustered_item_mean", "CR1: interval.low", "cr1 a: mean se p low high", 3, lambda: cr1.interval.low),
        ("brown_forsythe_test", "p_value", "welch on deviations: t df p low high", 2,
         lambda: stats.brown_forsythe_test(SLEEP[0], SEVEN).p_value),
    ) + rows_of(
        "counts_and_clusters.py",
        ("newcombe_interval", "interval.low", "newcombe 56/70 v 48/80", 0, lambda: stats.newcombe_interval(56, 70, 48, 80).interval.low),
        ("tango_interval", "interval.low", "tango 12 5 of 40", 0, lambda: stats.tango_interval(12, 5, 40).interval.low),
        ("fisher_exact_test", "interval.high", "conditional odds ratio 7/10 v 2/12", 2,
         lambda: stats.fisher_exact_test(7, 10, 2, 12).interval.high),
    )


def several_methods():
    quade = stats.quade_test([[-x for x in row] for row in LOTIONS])
    kruskal = stats.kruskal_wallis_test(MUCOCILIARY)
    return rows_of(
        "several_methods.R",
        ("quade_test", "f_statistic", "quade of lotions", 0, lambda: quade.f_statistic),
        ("quade_test", "p_value", "quade of lotions", 3, lambda: quade.p_value),
        ("kruskal_wallis_test", "chi_squared", "kruskal of mucociliary efficiency", 0, lambda: kruskal.chi_squared),
    ) + rows_of(
        "studentized_range.py",
        ("studentized_range_ccdf", "k = 3, q = 3.5", "q 3.5 k 3", 0, lambda: stats.studentized_range_ccdf(3.5, 3)),
        ("studentized_range_ccdf", "k = 50, q = 4", "q 4 k 50", 0, lambda: stats.studentized_range_ccdf(4, 50)),
        ("studentized_range_ccdf", "k = 200, q = 6", "q 6 k 200", 0, lambda: stats.studentized_range_ccdf(6, 200)),
    )


def power():
    head = "two-sample power n=17 d=1"
    return rows_of(
        "power.R",
        ("two_sample_t_power", "d = 1, n = 17", head, 0, lambda: stats.two_sample_t_power(1.0, 1.0, 17, 17)),
        ("paired_t_power", "d = 1.1, n = 8", "paired power n=8 d=1.1", 0, lambda: stats.paired_t_power(1.1, 1.0, 8)),
        ("minimum_detectable_effect", "n = 5", "smallest effects for n = 2 3 5 10 20 30", 2,
         lambda: stats.minimum_detectable_effect(1.0, 5, 5)),
        ("tost_power", "margin .5, n = 50", "tost power margin .5 n=50; 1 n=12; .2 n=400; 2 n=3", 0,
         lambda: stats.tost_power(0.5, 1.0, 50)),
        ("expected_maximum", "n = 10", "expected maximum 2 3 10 20 50 100 1000", 2, lambda: stats.expected_maximum(10)),
    )


def studies():
    fixed = stats.fixed_effect_meta_analysis(*EFFECTS)
    simonian = stats.random_effects_meta_analysis(*EFFECTS, estimator="dersimonian-laird", hartung_knapp=False)
    reml = stats.random_effects_meta_analysis(*EFFECTS)
    return rows_of(
        "meta_analysis.R",
        ("fixed_effect_meta_analysis", "estimate", "fixed", 0, lambda: fixed.estimate),
        ("fixed_effect_meta_analysis", "q_p_value", "fixed", 9, lambda: fixed.q_p_value),
        ("random_effects_meta_analysis", "DerSimonian-Laird: tau_squared", "DL z", 6, lambda: simonian.tau_squared),
        ("random_effects_meta_analysis", "REML, Hartung-Knapp: p_value", "REML knha", 5, lambda: reml.p_value),
    ) + rows_of(
        "group_sequential.R",
        ("pocock_design", "5 %, 3 looks", "pocock two-sided .05 3", 0, lambda: stats.pocock_design(3).critical_values[0]),
        ("obrien_fleming_design", "5 %, 3 looks", "obrien-fleming two-sided .05 3", 0,
         lambda: stats.obrien_fleming_design(3).critical_values[2]),
        ("sample_size_inflation", "power .9, 3 looks", "inflation at power .9", 0,
         lambda: stats.sample_size_inflation(3, power=0.9, alpha=0.025, alternative="greater")),
    ) + rows_of(
        "anytime.py",
        ("sign_e_process", "e_value", "sign e-process 7 wins 2 losses: two-sided greater less", 0,
         lambda: stats.sign_e_process([1, 1, -1, 1, 1, 1, -1, 1, 1]).e_value),
        ("anytime_t_test", "e_value", "anytime t, effect variance 1 and 1/4", 0,
         lambda: stats.anytime_t_test([0.31, 0.12, 0.45, 0.27, -0.08, 0.39, 0.22, 0.18]).e_value),
    )


def aggregates():
    """Of arrays made of whole numbers, as in the script: 10 runs of 6 tasks and 8 of 6."""
    x = (numpy.arange(60).reshape(10, 6) % 17 / 16).T
    y = ((numpy.arange(48).reshape(8, 6) * 5 % 19 + 2) / 20).T
    tasks, others = ([numpy.ascontiguousarray(task) for task in scores] for scores in (x, y))
    return rows_of(
        "rliable_metrics.py",
        ("interquartile_mean", "integer cut", "aggregate_iqm", 0, lambda: stats.interquartile_mean(x.ravel())),
        ("optimality_gap", "target 1", "aggregate_optimality_gap", 0, lambda: stats.optimality_gap(x.ravel())),
        ("stratified_bootstrap", "median: estimate", "aggregate_median", 1,
         lambda: stats.stratified_bootstrap(others, aggregate="median", replicates=2).estimate),
        ("probability_of_improvement", "estimate", "probability_of_improvement", 0,
         lambda: stats.probability_of_improvement(tasks, others, replicates=2).estimate),
        ("performance_profile", "at .5", "profile of runs", 1,
         lambda: stats.performance_profile(tasks, [0.25, 0.5, 0.75], replicates=2).profile[1]),
    )


def rows():
    return [*univariate_rows(), *two_instruments(), *t_tests(), *two_samples(), *ranks_and_counts(), *counts_and_clusters(),
            *items_and_clusters(), *several_methods(), *aggregates(), *power(), *studies()]
