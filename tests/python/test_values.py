"""What counts as a number, and what is refused."""
import decimal
import fractions
import math

import numpy as np
import pytest


class TorchLike:
    """A tensor of one element, as far as a tracker can tell."""

    def __init__(self, value):
        self.value = value
        self.shape = ()

    def __float__(self):
        return float(self.value)

    def item(self):
        return self.value

    def __len__(self):
        raise TypeError("len() of a 0-d tensor")


NUMBERS = [
    (0.1, 0.1), (3, 3.0), (True, 1.0), (-0.0, -0.0), (2**53, 2.0**53), (2**62, 2.0**62), (-2**63, -2.0**63),
    (np.float64(0.1), 0.1), (np.float32(0.5), 0.5), (np.float16(0.5), 0.5), (np.int32(-7), -7.0), (np.bool_(True), 1.0),
    (np.array(0.25), 0.25), (np.array(7), 7.0), (TorchLike(0.5), 0.5), (decimal.Decimal("0.1"), 0.1),
    (fractions.Fraction(1, 4), 0.25), (math.inf, math.inf), (-math.inf, -math.inf),
]


@pytest.mark.parametrize("value, expected", NUMBERS, ids=[f"{type(v).__name__} {v}" for v, _ in NUMBERS])
def test_a_number_of_any_kind_is_kept_as_the_float_it_equals(study, value, expected):
    with study.run() as run:
        run.log(0, x=value)
        run.curve("y").log(0, value)
        run.result(x=value)
    recorded = study.only_run()
    shown = {math.inf: "inf", -math.inf: "-inf"}.get(expected, expected)
    for kept in (recorded["curves"]["x"]["value"][0], recorded["curves"]["y"]["value"][0], recorded["results"]["x"]):
        assert kept == shown
        if expected == 0:
            assert math.copysign(1, kept) == math.copysign(1, expected)


def test_nan_is_a_value(study):
    with study.run() as run:
        run.log(0, x=float("nan"))
        run.log(1, x=np.float32("nan"))
        run.result(x=np.nan)
    recorded = study.only_run()
    assert recorded["curves"]["x"]["value"] == ["nan", "nan"]
    assert recorded["results"]["x"] == "nan"


REFUSED = [
    (None, TypeError, "leave the metric out"), ("0.5", TypeError, "texts are params or tags"), (b"1", TypeError, "number"),
    (1j, TypeError, "real and the imaginary"), (np.complex64(1j), TypeError, "real and the imaginary"),
    (np.array(1j), TypeError, "real and the imaginary"), ([0.5], TypeError, "single number"), ({}, TypeError, "single number"),
    (np.array([1.0, 2.0]), TypeError, "single number"), (2**53 + 1, ValueError, "no float64 is equal"),
    (2**63 - 1, ValueError, "no float64 is equal"), (2**70, ValueError, "no float64 is equal"), (object(), TypeError, "number"),
]


@pytest.mark.parametrize("value, error, message", REFUSED, ids=[f"{type(v).__name__} {str(v)[:20]}" for v, _, _ in REFUSED])
def test_what_is_no_number_is_refused_with_the_metrics_name(study, value, error, message):
    run = study.run()
    for call in (lambda: run.log(0, good=1.0, x=value), lambda: run.result(x=value)):
        with pytest.raises(error, match=message) as caught:
            call()
        assert "'x'" in str(caught.value)
    run.finish()
    assert "curves" not in study.only_run()  # not even `good`


def test_an_error_of_the_values_own_comes_through(study):
    class Broken:
        def __float__(self):
            raise ZeroDivisionError("mine")

    with study.run() as run, pytest.raises(ZeroDivisionError, match="mine"):
        run.log(0, x=Broken())


STEPS = [(7, 7), (True, 1), (np.int64(-3), -3), (np.array(4), 4), (-2**63, -2**63), (2**63 - 1, 2**63 - 1)]


@pytest.mark.parametrize("step, expected", STEPS, ids=[f"{type(s).__name__} {s}" for s, _ in STEPS])
def test_a_step_is_any_integer_of_64_bits(study, step, expected):
    with study.run() as run:
        run.log(step, x=1)
        run.curve("y").log(step, 1)
    curves = study.only_run()["curves"]
    assert curves["x"]["step"] == curves["y"]["step"] == [expected]


@pytest.mark.parametrize("step, error", [(0.5, TypeError), ("1", TypeError), (2**63, OverflowError), (-2**63 - 1, OverflowError)])
def test_a_step_that_is_no_integer_is_refused(study, step, error):
    with study.run() as run:
        with pytest.raises(error, match="step"):
            run.log(step, x=1)
        with pytest.raises(error, match="step"):
            run.curve("x").log(step, 1)


ARRAYS = [
    ([1, 2, 3], [0.5, 1, True]), (range(3), (0.5, 1.0, 1.0)), (np.arange(1, 4), np.array([0.5, 1, 1])),
    (np.arange(1, 4, dtype=np.uint8), np.array([0.5, 1, 1], dtype=np.float32)), (None, np.array([0.5, 1, 1])[::1]),
    (np.arange(6)[::2], np.array([0.5, 9, 1, 9, 1, 9])[::2]), ([np.int64(1), 2, 3], [np.float32(0.5), 1.0, 1.0]),
]


@pytest.mark.parametrize("steps, values", ARRAYS)
def test_arrays_of_any_kind_are_logged_in_one_call(study, steps, values):
    with study.run() as run:
        run.curve("x").log(steps, values)
        if steps is not None:
            run.log(steps, y=values, z=values)
    curves = study.only_run()["curves"]
    for curve in curves.values():
        assert curve["value"] == [0.5, 1.0, 1.0]
        assert curve["step"] == (list(range(3)) if steps is None else [int(step) for step in steps])


def test_a_large_array_comes_back_bit_for_bit(study):
    n = 100_003
    values = np.random.default_rng(1).standard_normal(n)
    values[::1000] = np.nan
    with study.run() as run:
        run.curve("x").log(np.arange(n), values)
    (curve,) = study.runs()[0]["curves"].values()
    assert curve["step"] == list(range(n))
    read = np.array([float(value) for value in curve["value"]])
    assert np.array_equal(read, values, equal_nan=True)


def test_arrays_keep_their_own_times(study):
    times = np.array([1_700_000_000.5, 1_700_000_001.25])
    with study.run() as run:
        run.curve("x").log([1, 2], [0.5, 0.25], times)
        with pytest.raises(ValueError, match="is not a time"):
            run.curve("x").log([1], [1.0], [float("nan")])
    assert study.only_run()["curves"]["x"]["time"] == times.tolist()


@pytest.mark.parametrize("steps, values, error, message", [
    ([1, 2], [1.0], ValueError, "2 steps, 1 values"), ([1], np.ones((1, 1)), ValueError, "shape"),
    ([1.5], [1.0], TypeError, "integer"), (np.array([1.5]), [1.0], TypeError, "integers"), ([1], [None], TypeError, "None"),
    ([1], np.array([None]), TypeError, "None"), ([1], ["0.5"], TypeError, "text"), ([1], np.array([1j]), TypeError, "complex"),
    ([1], np.ma.masked_array([1.0], mask=[True]), TypeError, "masked"), ([1], [2**53 + 1], ValueError, "no float64"),
    ([1], np.array([2**53 + 1]), ValueError, "no float64"), (np.array([2**63], dtype=np.uint64), [1.0], OverflowError, "64 bits"),
    ([2**63], [1.0], OverflowError, "int too"),
])
def test_arrays_that_are_none_of_numbers_are_refused(study, steps, values, error, message):
    with study.run() as run:
        with pytest.raises(error, match=message):
            run.curve("x").log(steps, values)
        with pytest.raises(error, match=message):
            run.log(steps, good=[0.5] * len(steps), x=values)  # then not even `good`
    assert "curves" not in study.only_run()
