"""Audit, comparisons and tables as objects: the same as the command line says."""
import json
import shutil
import subprocess
from pathlib import Path

import pytest

import gainsay

from conftest import program

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def command(folder, *arguments):
    return subprocess.run([program(), *arguments, "--study", folder], capture_output=True, text=True).stdout


@pytest.fixture
def noisy(tmp_path):
    """A study with a claim that does not hold, imported from fixtures/studies/noisy_gain."""
    shutil.copy(FIXTURES / "studies" / "noisy_gain" / "gainsay.toml", tmp_path)
    command(tmp_path, "import", "csv", FIXTURES / "studies" / "noisy_gain" / "runs.csv")
    with gainsay.open(tmp_path) as study:
        yield study


@pytest.fixture
def ablated(tmp_path):
    """A study with an ablation, from fixtures/audit/no_ablation/quiet."""
    shutil.copy(FIXTURES / "audit" / "no_ablation" / "quiet" / "gainsay.toml", tmp_path)
    command(tmp_path, "import", "csv", FIXTURES / "audit" / "no_ablation" / "quiet" / "runs.csv")
    with gainsay.open(tmp_path) as study:
        yield study


def test_an_audit_is_that_of_the_command_line(noisy):
    report = noisy.audit()
    assert report.to_dict() == json.loads(command(noisy.path, "audit", "--format", "json"))
    assert [finding.rule for finding in report.findings if finding.kind == "fail"]
    assert report.summary.errors == len(report.errors)
    assert report.ok == (report.summary.errors == 0)
    claim = report.claims[0]
    assert 0 <= claim.comparisons[0].p <= 1
    assert claim.id in str(report) and claim.verdict in str(report)
    assert report == noisy.audit()


def test_an_audit_takes_stage_profile_and_rules(noisy):
    assert noisy.audit(stage="submit", profile="engineering").stage == "submit"
    selected = noisy.audit(select=["ST"])
    assert {finding.rule[:2] for finding in selected.findings} <= {"ST"}
    ignored = noisy.audit(ignore=["ST"])
    assert not [finding for finding in ignored.findings if finding.rule.startswith("ST")]
    with pytest.raises(ValueError, match="there is no stage `final`"):
        noisy.audit(stage="final")
    with pytest.raises(gainsay.FormatError):
        noisy.audit(select=["XX999"])


def test_a_comparison_is_that_of_the_command_line_and_a_look(noisy):
    claim = noisy.audit().claims[0].comparisons[0]
    method, against = claim.method, claim.against
    compared = noisy.compare(method, against)
    printed = json.loads(command(noisy.path, "compare", method, against, "--format", "json"))
    assert [comparison.to_dict() for comparison in compared] == printed
    assert isinstance(compared[0].estimate, float) and len(compared[0].n) == 2
    dataset = compared[0].dataset
    (one,) = noisy.compare(method, against, dataset=dataset, test="permutation")
    assert (one.dataset, one.test) == (dataset, "permutation")
    with pytest.raises(gainsay.NotFoundError) as caught:
        noisy.compare(method, "nobody")
    assert "nobody" in caught.value.problem


def test_pain_points_are_those_of_the_command_line(noisy):
    method = noisy.audit().claims[0].comparisons[0].against
    found = noisy.pain_points(method)
    printed = json.loads(command(noisy.path, "painpoints", method, "--format", "json"))
    assert found.to_dict() == printed
    assert found.method == method and found.tests == printed["tests"]
    assert [candidate.rank for candidate in found.candidates] == list(range(1, len(found.candidates) + 1))
    assert str(found).startswith(f"{method}: {len(found.candidates)} candidate")
    with pytest.raises(gainsay.NotFoundError) as caught:
        noisy.pain_points("nobody")
    assert "nobody" in caught.value.problem


def test_a_value_card_is_that_of_the_command_line(noisy):
    card = noisy.value()
    (printed,) = json.loads(command(noisy.path, "value", "--format", "json"))["cards"]
    assert card.to_dict() == printed
    low, high = card.value.low.stars, card.value.high.stars
    assert low <= card.stars <= high
    assert [factor.name for factor in card.factors] == ["novelty", "effectiveness", "problem size"]
    assert str(card).startswith(f"{card.study}: {card.stars} of 5 stars, {low} to {high}")


def test_looks_are_recorded_unless_the_study_is_read_only(noisy):
    import sqlite3
    claim = noisy.audit().claims[0].comparisons[0]

    def looks():
        with sqlite3.connect(Path(noisy.path) / ".gainsay" / "store.db") as store:
            return store.execute("select count(*) from looks where command = 'compare'").fetchone()[0]

    before = looks()
    n = len(noisy.compare(claim.method, claim.against))
    assert looks() == before + n
    with gainsay.open(noisy.path, mode="r") as reading:
        assert len(reading.compare(claim.method, claim.against)) == n
    assert looks() == before + n


def test_an_audit_is_a_look_once_and_none_where_the_study_is_read_only(noisy):
    import sqlite3

    def looks():
        with sqlite3.connect(Path(noisy.path) / ".gainsay" / "store.db") as store:
            return store.execute("select count(*) from looks where command = 'audit'").fetchone()[0]

    with gainsay.open(noisy.path, mode="r") as reading:
        shown = reading.audit().claims[0].comparisons
    assert looks() == 0 and shown[0].p is not None
    first = noisy.audit()
    after_one = looks()
    assert after_one >= len(shown)
    assert noisy.audit().to_dict() == first.to_dict() and looks() == after_one


def test_the_main_table_is_that_of_the_command_line(noisy):
    table = noisy.table()
    assert table.to_dict() == json.loads(command(noisy.path, "table", "main", "--format", "json"))
    assert table.rows[0].cells[0].n > 0
    for kind, text in (("latex", table.to_latex()), ("markdown", table.to_markdown()), ("csv", table.to_csv())):
        assert text == command(noisy.path, "table", "main", "--format", kind)
    assert table.metric in str(table) and table._repr_html_().startswith("<pre>")
    assert noisy.table(error="ci95").error_kind == "ci95"


def test_the_ablation_table_is_that_of_the_command_line(ablated):
    table = ablated.table("ablation")
    assert table.kind == "ablation"
    assert table.to_dict() == json.loads(command(ablated.path, "table", "ablation", "--format", "json"))
    with pytest.raises(ValueError, match="there is no table `side`"):
        ablated.table("side")
    with pytest.raises(ValueError, match="no kind of error `sigma`"):
        ablated.table(error="sigma")


def test_a_study_file_with_a_mistake_names_place_and_remedy(noisy):
    (Path(noisy.path) / "gainsay.toml").write_text("[study]\nname = 'x'\nstgae = 'draft'\n")
    with pytest.raises(gainsay.FormatError) as caught:
        noisy.audit()
    assert "gainsay.toml:3" in caught.value.place
    assert "stage" in str(caught.value)
