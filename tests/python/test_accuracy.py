"""What docs/accuracy.md claims, value by value, and that the page is the one that these values give."""
import runpy
from pathlib import Path

import accuracy_rows
import pytest

ACCURACY = runpy.run_path(str(Path(__file__).resolve().parents[2] / "scripts" / "accuracy"))
# The digits that the least exact of the references has: R's noncentral t is good to 1e-12, two-sample power by it to 1e-12.
LEAST_DIGITS = 11


@pytest.mark.parametrize("row", accuracy_rows.rows(), ids=lambda row: f"{row.statistic} {row.what} {row.source}")
def test_a_statistic_agrees_with_its_reference(row):
    assert ACCURACY["agreement"](row.ours(), row.reference) >= LEAST_DIGITS


def test_the_page_is_current():
    assert ACCURACY["PAGE"].read_text() == ACCURACY["page"]()


def test_agreement_counts_digits():
    assert ACCURACY["agreement"](1.5, "1.5") == 15
    assert ACCURACY["agreement"](1.50015, "1.5") == 4
    assert ACCURACY["agreement"](2.0, "1.0") == 0
