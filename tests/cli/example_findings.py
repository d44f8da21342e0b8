#!/usr/bin/env python3
"""Trains the example study as ./demo does, audits it, and holds the audit against the table in its README.

    example_findings.py GAINSAY TRAINER SOURCE_FOLDER

Every claim of gainsay.toml must stand in the table, with the verdict, the errors and the warnings that come out. Then the
missing seeds of C4-batchnorm are run as planned, and its finding ST102 must be gone.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def expected_findings(readme):
    """claim -> (verdict, errors, warnings) of the rows `| C1-... | verdict | codes | codes | why |`."""
    rows = {}
    for line in readme.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) >= 5 and re.fullmatch(r"C\d-[a-z-]+", cells[0]):
            rows[cells[0]] = (cells[1], *(sorted(re.findall(r"`([A-Z]{2}\d{3})`", cell)) for cell in cells[2:4]))
    return rows


def codes(report, claim, severity):
    return sorted({finding["rule"] for finding in report["findings"]
                   if finding["claim"] == claim and finding["kind"] == "fail" and finding["severity"] == severity})


def audit(gainsay, study):
    return json.loads(subprocess.run([gainsay, "audit", "--format", "json"], cwd=study, stdout=subprocess.PIPE).stdout)


def found_findings(report):
    return {claim["id"]: (claim["verdict"], codes(report, claim["id"], "error"), codes(report, claim["id"], "warning"))
            for claim in report["claims"]}


def main():
    gainsay, trainer, source = (str(Path(argument).resolve()) for argument in sys.argv[1:4])
    example = Path(source) / "examples/mlp"
    with tempfile.TemporaryDirectory(prefix="gainsay-example-") as study:
        environment = dict(os.environ, GAINSAY=gainsay, TRAINER=trainer)
        subprocess.run([example / "train_all", study], cwd=source, env=environment, check=True, stdout=subprocess.DEVNULL)
        expected, found = expected_findings(example / "README.md"), found_findings(audit(gainsay, study))
        for claim in sorted(set(expected) | set(found)):
            if expected.get(claim) != found.get(claim):
                print(f"{claim}: README says {expected.get(claim)}, the audit says {found.get(claim)}")
        planned = [gainsay, "plan", "seeds", "--claim", "C4-batchnorm", "--run", "--jobs", "2"]
        subprocess.run(planned, cwd=study, check=True, stderr=subprocess.DEVNULL)
        cleared = "ST102" not in codes(audit(gainsay, study), "C4-batchnorm", "warning")
        if not cleared:
            print("C4-batchnorm: ST102 is still there after the planned runs")
        return 0 if expected == found and cleared else 1


if __name__ == "__main__":
    sys.exit(main())
