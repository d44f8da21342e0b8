"""The stand-ins for rliable and deep-significance: what they return, and where they answer in another way on purpose."""
import math

import numpy
import pytest
from gainsay import stats
from gainsay.compat import deepsig
from gainsay.compat.rliable import library, metrics

RANDOM = numpy.random.default_rng(20)
DQN, C51 = RANDOM.normal(0.5, 0.2, (10, 6)), RANDOM.normal(0.6, 0.2, (8, 6))
A, B = RANDOM.normal(1, 1, 12), RANDOM.normal(0, 1, 12)


def trimmed_mean(scores):
    ordered = numpy.sort(scores, axis=None)
    cut = ordered.size // 4
    return ordered[cut:ordered.size - cut].mean()


def improvement(x, y):
    return numpy.mean([numpy.mean((x[:, [t]] > y[:, t]) + 0.5 * (x[:, [t]] == y[:, t])) for t in range(x.shape[1])])


def test_aggregates_are_what_their_names_say():
    assert metrics.aggregate_mean(DQN) == pytest.approx(DQN.mean(), rel=1e-14)
    assert metrics.aggregate_median(DQN) == pytest.approx(numpy.median(DQN.mean(axis=0)), rel=1e-14)
    assert metrics.aggregate_iqm(DQN) == pytest.approx(trimmed_mean(DQN), rel=1e-14)
    assert metrics.aggregate_optimality_gap(DQN, gamma=0.6) == pytest.approx(0.6 - numpy.minimum(DQN, 0.6).mean(), rel=1e-13)
    assert metrics.probability_of_improvement(DQN, C51) == pytest.approx(improvement(DQN, C51), rel=1e-14)


def test_intervals_come_in_the_shape_of_rliable():
    points, intervals = library.get_interval_estimates(
        {"dqn": DQN, "c51": C51}, lambda x: numpy.array([metrics.aggregate_iqm(x), metrics.aggregate_mean(x)]), reps=500)
    assert list(points) == list(intervals) == ["dqn", "c51"]
    assert points["dqn"].shape == (2,) and intervals["dqn"].shape == (2, 2)
    assert (intervals["dqn"][0] < points["dqn"]).all() and (points["dqn"] < intervals["dqn"][1]).all()


def test_a_function_of_metrics_alone_has_the_interval_of_one_called_on_each_replicate():
    quick = library.get_interval_estimates({"dqn": DQN}, lambda x: numpy.array([metrics.aggregate_mean(x)]), reps=20_000)[1]["dqn"]
    slow = library.get_interval_estimates({"dqn": DQN}, lambda x: numpy.array([numpy.mean(x)]), reps=20_000)[1]["dqn"]
    # The standard error of the 2.5 % quantile of 20,000 normal replicates is .019 of their sd, by its density.
    sd = math.sqrt(sum(task.var() / task.size for task in DQN.T)) / 6
    assert quick == pytest.approx(slow, abs=5 * math.sqrt(2) * 0.019 * sd)


def test_random_tasks_widen_the_interval():
    def mean(x):
        return numpy.array([metrics.aggregate_mean(x)])

    spread = DQN + numpy.arange(6)
    fixed = library.get_interval_estimates({"a": spread}, mean, reps=2_000)[1]["a"]
    drawn = library.get_interval_estimates({"a": spread}, mean, task_bootstrap=True, reps=2_000)[1]["a"]
    assert numpy.ptp(drawn) > 3 * numpy.ptp(fixed)


def test_a_pair_of_scores_gets_the_probability_of_improvement():
    points, intervals = library.get_interval_estimates({"dqn,c51": [DQN, C51]}, metrics.probability_of_improvement, reps=1_000)
    assert points["dqn,c51"] == pytest.approx(improvement(DQN, C51))
    assert intervals["dqn,c51"].shape == (2, 1)
    assert intervals["dqn,c51"][0, 0] < points["dqn,c51"] < intervals["dqn,c51"][1, 0]


def test_a_random_state_decides_the_draws():
    def interval(state):
        return library.get_interval_estimates({"a": DQN}, metrics.aggregate_iqm, reps=200, random_state=state)[1]["a"].tolist()

    assert interval(3) == interval(3) != interval(4)
    assert interval(numpy.random.RandomState(3)) == interval(numpy.random.RandomState(3))
    assert interval(numpy.random.default_rng(3)) == interval(numpy.random.default_rng(3))
    assert interval(None) == interval(0)


@pytest.mark.parametrize("method", ["basic", "norm"])
def test_other_intervals_are_around_the_estimate(method):
    points, intervals = library.get_interval_estimates({"a": DQN}, metrics.aggregate_mean, method=method, reps=500)
    assert intervals["a"][0, 0] < points["a"] < intervals["a"][1, 0]
    with pytest.raises(ValueError, match='take "percentile", "basic" or "norm"'):
        library.get_interval_estimates({"a": DQN}, metrics.aggregate_mean, method="bca")


def test_profiles_follow_the_order_of_taus():
    taus = [0.9, 0.1, 0.5]
    profiles, intervals = library.create_performance_profile({"dqn": DQN}, taus, reps=300)
    assert profiles["dqn"] == pytest.approx([(DQN > tau).mean() for tau in taus])
    assert intervals["dqn"].shape == (2, 3)
    means, _ = library.create_performance_profile({"dqn": DQN}, taus, use_score_distribution=False, reps=300)
    assert means["dqn"] == pytest.approx([(DQN.mean(axis=0) > tau).mean() for tau in taus])
    own, own_intervals = library.create_performance_profile(
        {"dqn": DQN}, taus, custom_profile_func=lambda scores, at: (scores.max(axis=0).reshape(-1, 1) > at).mean(axis=0), reps=50)
    assert own["dqn"] == pytest.approx([(DQN.max(axis=0) > tau).mean() for tau in taus]) and own_intervals["dqn"].shape == (2, 3)


def test_scores_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"of shape \(10,\); give an array of shape \(runs, tasks\)"):
        metrics.aggregate_iqm(DQN[:, 0])
    with pytest.raises(ValueError, match="shape"):
        library.get_interval_estimates({"a": DQN[:, 0]}, metrics.aggregate_iqm)


def test_aso_divides_the_level_among_comparisons():
    alone, among = deepsig.aso(A, B, seed=1), deepsig.aso(A, B, num_comparisons=10, seed=1)
    assert alone == stats.almost_stochastic_order(A, B, seed=1).epsilon_minimum
    assert among == stats.almost_stochastic_order(A, B, seed=1, alpha=0.005).epsilon_minimum > alone
    with pytest.raises(ValueError):
        deepsig.aso([1, 1], [1, 1])


def test_all_pairs_of_models_are_bounded_from_above():
    scores = {"a": A, "b": B, "c": A + 2}
    found = deepsig.multi_aso(scores, seed=1)
    assert numpy.diag(found).tolist() == [1, 1, 1]
    assert found[0, 1] == deepsig.aso(A, B, num_comparisons=3, seed=1)
    assert found[0, 1] + found[1, 0] >= 1  # each is an upper bound of a ratio, and the ratios sum to 1
    assert deepsig.multi_aso([A, B], use_bonferroni=False, seed=1)[0, 1] == deepsig.aso(A, B, seed=1)
    with pytest.raises(ValueError, match="two or more"):
        deepsig.multi_aso({"a": A})


def test_a_table_of_all_pairs_has_names():
    pandas = pytest.importorskip("pandas")
    table = deepsig.multi_aso({"a": A, "b": B}, return_df=True, seed=1)
    assert isinstance(table, pandas.DataFrame) and list(table.index) == list(table.columns) == ["a", "b"]


def test_paired_permutations_are_all_counted_while_few():
    hits = sum(sum(s * d for s, d in zip(signs, A[:8] - B[:8], strict=True)) >= (A[:8] - B[:8]).sum() - 1e-12
               for signs in numpy.array(numpy.meshgrid(*[[1, -1]] * 8)).reshape(8, -1).T)
    assert deepsig.permutation_test(A[:8], B[:8]) == pytest.approx(hits / 256)
    long_a, long_b = RANDOM.normal(size=30), RANDOM.normal(size=30)
    assert 1 / 1001 <= deepsig.permutation_test(long_a, long_b, seed=2) < 1


def test_a_bootstrap_p_value_is_never_zero():
    assert deepsig.bootstrap_test(A + 100, B, num_samples=99, seed=1) == 0.01
    assert 0.3 < deepsig.bootstrap_test(A, A, seed=1) < 0.7
    with pytest.raises(ValueError, match="as many of each"):
        deepsig.bootstrap_test(A, B[:3])


def test_holm_keeps_the_order():
    assert deepsig.bonferroni_correction([0.04, 0.001, 0.03, 0.02]).tolist() == pytest.approx([0.06, 0.004, 0.06, 0.06])


def test_power_rises_with_the_lift():
    low, high = (deepsig.bootstrap_power_analysis(A + 5, scalar=s, num_bootstrap_iterations=300, seed=1) for s in (1.02, 1.5))
    assert low < 0.4 < 0.9 < high
    assert deepsig.bootstrap_power_analysis([2.0, 2.0], num_bootstrap_iterations=10) == 1
    assert deepsig.bootstrap_power_analysis(A, significance_test=lambda a, b: 1.0, num_bootstrap_iterations=10) == 0
    with pytest.raises(ValueError, match="above 1"):
        deepsig.bootstrap_power_analysis(A, scalar=1)


def test_uncertainty_falls_with_the_root_of_the_scores():
    assert deepsig.aso_uncertainty_reduction(5, 5, 20, 20) == 2


def test_the_metrics_are_those_of_rliable():
    # rliable 1.2.0: tests/oracles/rliable_metrics.py
    x = numpy.arange(60).reshape(10, 6) % 17 / 16
    y = (numpy.arange(48).reshape(8, 6) * 5 % 19 + 2) / 20
    assert metrics.aggregate_mean(y) == pytest.approx(0.532291666666667, rel=1e-14)
    assert metrics.aggregate_median(y) == pytest.approx(0.51875, rel=1e-14)
    assert metrics.aggregate_iqm(y) == pytest.approx(0.527083333333333, rel=1e-14)
    assert metrics.aggregate_optimality_gap(x, 0.5) == pytest.approx(0.15, rel=1e-14)
    assert metrics.probability_of_improvement(x, y) == pytest.approx(0.430208333333333, rel=1e-14)


def test_the_violation_ratio_is_what_the_grid_of_deep_significance_tends_to():
    a, b = [0.9, 0.7, 0.8, 1.0, 0.6], [0.62, 0.75, 0.65, 0.66, 1.2]
    exact = stats.violation_ratio(a, b)
    # Sorted pairs (.6, .62), (.7, .65), (.8, .66), (.9, .75), (1, 1.2): squares against a over all squares.
    assert exact == pytest.approx((0.02**2 + 0.2**2) / (0.02**2 + 0.05**2 + 0.14**2 + 0.15**2 + 0.2**2), rel=1e-14)
    # deepsig 1.2.8 with dt .005, .0005, .00005: tests/oracles/deepsig_values.py
    errors = [abs(grid - exact) for grid in (0.468928571429, 0.474664310954, 0.475231203671)]
    assert errors[0] > 5 * errors[1] > 25 * errors[2]


def test_levels_of_deep_significance_shrink_the_correction():
    # Its level for 10 comparisons is .955, where .995 keeps 5 % over all of them: tests/oracles/deepsig_values.py
    assert deepsig.aso(A, B, num_comparisons=10, seed=1) == deepsig.aso(A, B, confidence_level=0.995, seed=1)
    assert deepsig.aso(A, B, num_comparisons=10, seed=1) > deepsig.aso(A, B, confidence_level=0.955, seed=1)
