"""What docs/accuracy.md claims, value by value, and that the page is the one that these values give."""
import math
import runpy
from fractions import Fraction
from pathlib import Path

import accuracy_rows
import pytest

ACCURACY = runpy.run_path(str(Path(__file__).resolve().parents[2] / "scripts" / "accuracy"))


@pytest.mark.parametrize("row", accuracy_rows.rows(), ids=lambda row: f"{row.statistic} {row.what} {row.source}")
def test_a_statistic_agrees_with_its_reference(row):
    assert ACCURACY["agreement"](row.ours(), row.reference) >= row.least_digits


def test_the_page_is_current():
    assert ACCURACY["PAGE"].read_text() == ACCURACY["page"]()


def test_agreement_counts_digits():
    assert ACCURACY["agreement"](1.5, "1.5") == 15
    assert ACCURACY["agreement"](1.50001, "1.5") == 5
    assert ACCURACY["agreement"](2.0, "1.0") == 0


@pytest.mark.parametrize("name", accuracy_rows.NEAREST_DOUBLES)
def test_what_is_missing_is_the_rounding_of_the_data(name):
    values = [float(line[0]) for line in accuracy_rows.nist_lines(accuracy_rows.ROOT / f"fixtures/nist/{name}.txt")]
    exact = [Fraction(value) for value in values]
    mean = sum(exact) / len(exact)
    sd = math.sqrt(sum((value - mean) ** 2 for value in exact) / (len(exact) - 1))
    assert accuracy_rows.stats.moments_of(values).sd == pytest.approx(sd, rel=1e-14)
