"""The statistics on plain arrays: what goes in, what comes out, and the numbers that the C++ tests name."""
import inspect
import os
import pickle
import subprocess
import sys
from array import array
from pathlib import Path

import numpy
import pytest

from gainsay import _stats, stats

# R's data set `sleep`: extra hours of sleep of ten patients under two drugs.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_welch_on_the_sleep_data_is_what_r_says():
    # R 4.2.2: t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939, -3.3654832 0.2054832
    result = stats.welch_t_test(FIRST, SECOND)
    assert result.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert result.df == pytest.approx(17.776, abs=5e-4)
    assert result.p_value == pytest.approx(0.07939, abs=5e-6)
    assert (result.interval.low, result.interval.high) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)
    assert result.method == "welch-t"


def test_paired_t_on_the_sleep_data_is_what_r_says():
    # R 4.2.2: t.test(sleep$extra[1:10], sleep$extra[11:20], paired = TRUE): t = -4.0621, df = 9, p-value = 0.002833
    result = stats.paired_t_test(FIRST, SECOND)
    assert (result.statistic, result.df) == pytest.approx((-4.0621, 9), abs=5e-5)
    assert result.p_value == pytest.approx(0.002833, abs=5e-7)


def test_holm_keeps_the_order_of_its_p_values():
    # R 4.2.2: p.adjust(c(.04, .001, .03, .02), "holm"): 0.060 0.004 0.060 0.060
    assert stats.holm([0.04, 0.001, 0.03, 0.02]) == pytest.approx([0.06, 0.004, 0.06, 0.06], abs=1e-15)


def test_every_kind_of_array_gives_the_same_answer():
    expected = stats.welch_t_test(FIRST, SECOND)
    wide = numpy.array([FIRST, SECOND]).T
    for kind in (tuple, numpy.array, lambda values: array("d", values), lambda values: numpy.array(values, dtype=object).astype(float)):
        assert stats.welch_t_test(kind(FIRST), kind(SECOND)) == expected
    assert stats.welch_t_test(wide[:, 0], wide[:, 1]) == expected
    assert stats.summarize(numpy.array([1, 2, 3], dtype=numpy.int8)) == stats.summarize([1.0, 2, 3])
    assert stats.summarize(numpy.array([1, 2, 3], dtype=numpy.float32)) == stats.summarize([1, 2, 3])
    pandas = pytest.importorskip("pandas")
    assert stats.welch_t_test(pandas.Series(FIRST), pandas.Series(SECOND)) == expected


def test_groups_are_lists_of_arrays_or_the_rows_of_a_matrix():
    runs = numpy.array([[1.0, 2, 4], [2, 3, 7]])
    rows = stats.stratified_bootstrap(runs, aggregate="mean", replicates=100)
    assert rows == stats.stratified_bootstrap([[1, 2, 4], numpy.array([2.0, 3, 7])], aggregate="mean", replicates=100)
    assert rows.n_tasks == 2 and rows.n_runs == 6


def test_clusters_are_integers_or_labels():
    scores = [1, 0, 1, 1, 0, 1]
    expected = stats.clustered_item_mean(scores, [1, 1, 2, 2, 3, 3])
    assert stats.clustered_item_mean(scores, ["a", "a", "b", "b", "c", "c"]) == expected
    assert stats.clustered_item_mean(scores, numpy.array([7, 7, 5, 5, 9, 9], dtype=numpy.int32)) == expected


def test_a_square_comes_back_as_a_matrix():
    scores = [[0.1, 0.2, 0.3], [0.2, 0.3, 0.5], [0.4, 0.3, 0.6]]
    result = stats.nemenyi_test(scores)
    assert result.p_values.shape == (3, 3)
    assert (result.p_values == result.p_values.T).all() and (numpy.diag(result.p_values) == 1).all()


def test_a_result_is_a_named_tuple_that_can_be_pickled_and_taken_apart():
    result = stats.permutation_test(FIRST[:4], SECOND[:4])
    assert result.exact and result.seed is None
    assert list(result._asdict()) == ["estimate", "statistic", "p_value", "exact", "replicates", "seed",
                                      "monte_carlo_standard_error", "n_a", "n_b", "method"]
    assert repr(result).startswith("PermutationTest(estimate=")
    assert pickle.loads(pickle.dumps(result)) == result


def test_a_random_result_depends_on_its_seed_and_not_on_threads():
    drawn = stats.permutation_test(FIRST, SECOND, replicates=5000, seed=3)
    assert drawn == stats.permutation_test(FIRST, SECOND, replicates=5000, seed=3, threads=2)
    assert drawn.p_value != stats.permutation_test(FIRST, SECOND, replicates=5000, seed=4).p_value


@pytest.mark.parametrize("call, message", [
    (lambda: stats.welch_t_test([1, 2], [3, float("nan")]), r"welch_t_test: b\[1\] must be finite, is nan"),
    (lambda: stats.welch_t_test([1], [3, 4]), "at least 2"),
    (lambda: stats.welch_t_test([1, 2], [3, 4], alternative="more"), 'alternative is "more"; it is one of "two-sided"'),
    (lambda: stats.welch_t_test([[1, 2]], [3, 4]), r"a: of shape \(1, 2\); it takes an array of one dimension"),
    (lambda: stats.friedman_test([1, 2]), "scores: of shape"),
    (lambda: stats.permutation_test([1, 2], [3, 4], replicates=9, seed=-1), "not from 0"),
])
def test_bad_data_is_a_value_error_that_names_it(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("call, message", [
    (lambda: stats.welch_t_test([1, 2]), r"welch_t_test\(\) needs the argument 'b'"),
    (lambda: stats.welch_t_test([1, 2], [3, 4], 0.9), "takes 2 arguments by position, not 3; give the others by name"),
    (lambda: stats.welch_t_test([1, 2], [3, 4], level=0.9), "has no parameter 'level'"),
    (lambda: stats.welch_t_test([1, 2], [3, 4], a=[1]), "given twice"),
    (lambda: stats.welch_t_test([1, 2], "34"), "b is '34', not an array of numbers"),
    (lambda: stats.welch_t_test([1, 2], [3, None]), "an array of object, not of numbers"),
    (lambda: stats.welch_t_test([1, 2], [3, 4], confidence="high"), "confidence is 'high', not a number"),
    (lambda: stats.wilson_interval(1.5, 3), "successes is 1.5, not an integer"),
    (lambda: stats.grim_test(3.45, 20), "reported is 3.45, not a text"),
    (lambda: stats.friedman_test([[1, 2], [3, 1]], higher_is_better="no"), "not True or False"),
    (lambda: stats.welch_t_test(numpy.ma.masked_array([1, 2], [0, 1]), [3, 4]), "masked entries are missing"),
])
def test_what_is_no_argument_of_a_statistic_is_a_type_error_that_names_it(call, message):
    with pytest.raises(TypeError, match=message):
        call()


def test_every_statistic_says_what_it_is_and_what_it_takes():
    for described in _stats._describe():
        function = getattr(stats, described["name"])
        doc = inspect.getdoc(function)
        assert doc.startswith(described["summary"]), described["name"]
        assert "Source" in doc or "Returns" in doc
        assert doc.count("\n\n") >= 3, f"{described['name']}: the header has no comment for it"
        assert list(inspect.signature(function).parameters) == [one["name"] for one in described["parameters"]]


def test_the_stub_of_the_statistics_is_current():
    script = Path(__file__).resolve().parents[2] / "scripts" / "stats-stub"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr


def test_several_threads_work_at_once():
    from concurrent.futures import ThreadPoolExecutor
    calls = [(FIRST, SECOND, seed) for seed in range(8)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda c: stats.permutation_test(c[0], c[1], replicates=2000, seed=c[2]), calls))
    assert together == [stats.permutation_test(a, b, replicates=2000, seed=seed) for a, b, seed in calls]
