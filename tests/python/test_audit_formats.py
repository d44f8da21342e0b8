"""What `gainsay audit` writes for other programs, read by parsers of others."""
import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from conftest import program

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "fixtures/schemas/sarif-2.1.0.json").read_text())
STUDIES = sorted(path.parent for path in (ROOT / "fixtures/audit").glob("*/*/gainsay.toml"))


def study(root, fixture):
    """A study made of a fixture's declarations and runs."""
    (root / ".gainsay").mkdir()
    (root / "gainsay.toml").write_text((fixture / "gainsay.toml").read_text())
    for name in ("csv", "jsonl"):
        if (fixture / f"runs.{name}").exists():
            subprocess.run([program(), "import", name, fixture / f"runs.{name}", "--study", root], check=True, capture_output=True)
    return root


def audit(root, *options):
    done = subprocess.run([program(), "audit", "--study", root, "--stage", "submit", *options], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def first_fixture(name):
    return next(path for path in STUDIES if path.parent.name == name and path.name.startswith("fires"))


@pytest.mark.parametrize("rule", ["gain_within_noise", "wrong_bold", "unequal_tuning", "no_baseline"])
def test_sarif_holds_to_its_schema(tmp_path, rule):
    document = json.loads(audit(study(tmp_path, first_fixture(rule)), "--format", "sarif"))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    run, = document["runs"]
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    results = run["results"]
    assert results and all(rules[result["ruleIndex"]] == result["ruleId"] for result in results)
    # SARIF 2.1.0, 3.27.10: a result that is no failure has the level none.
    assert all((result["level"] == "none") == (result["kind"] != "fail") for result in results)


def test_sarif_tells_what_is_new(tmp_path):
    root = study(tmp_path, first_fixture("no_baseline"))
    (root / "old.json").write_text(audit(root, "--format", "json"))
    results = json.loads(audit(root, "--format", "sarif", "--baseline", root / "old.json"))["runs"][0]["results"]
    assert {result["baselineState"] for result in results} == {"unchanged"}
    assert "baselineState" not in json.loads(audit(root, "--format", "sarif"))["runs"][0]["results"][0]


def test_junit_counts_what_it_holds(tmp_path):
    root = study(tmp_path, first_fixture("no_baseline"))
    suites = ElementTree.fromstring(audit(root, "--format", "junit"))
    cases = suites.findall("testsuite/testcase")
    failures = suites.findall("testsuite/testcase/failure")
    assert (int(suites.get("tests")), int(suites.get("failures"))) == (len(cases), len(failures))
    found = json.loads(audit(root, "--format", "json"))["summary"]
    assert len(failures) == found["errors"] + found["warnings"] + found["notes"] > 0
    assert all(case.get("classname")[:2].isupper() for case in cases)


def test_github_annotations_are_one_line_each(tmp_path):
    root = study(tmp_path, first_fixture("no_baseline"))
    lines = audit(root, "--format", "github").splitlines()
    found = json.loads(audit(root, "--format", "json"))["summary"]
    assert len(lines) == found["errors"] + found["warnings"] + found["notes"]
    assert sum(line.startswith("::error file=gainsay.toml,title=") for line in lines) == found["errors"]


def test_a_baseline_that_is_no_audit_is_refused(tmp_path):
    root = study(tmp_path, first_fixture("no_baseline"))
    (root / "old.json").write_text("{}")
    done = subprocess.run([program(), "audit", "--study", root, "--baseline", root / "old.json"], capture_output=True, text=True)
    assert done.returncode == 2 and "old.json" in done.stderr and "no audit" in done.stderr
    done = subprocess.run([program(), "audit", "--study", root, "--diff", root / "none.json"], capture_output=True, text=True)
    assert done.returncode == 2 and "none.json" in done.stderr
