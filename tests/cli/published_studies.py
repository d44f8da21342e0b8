#!/usr/bin/env python3
"""Audits a study of examples/published and holds the audit to the table in its README.

    published_studies.py GAINSAY STUDY_FOLDER

The study's script `bring_in` makes its runs in a copy of the folder. Every claim must stand in the table, with the verdict that
comes out; each error and warning that the table names must be found (others may be). The row `whole-study` names findings that
are about no claim. Exit code 77, with the reason, where the
public records that a study is made from (GAINSAY_SHARED_DATA, else shared/data beside the repository) are not there.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def expected_verdicts(readme):
    """claim -> (verdict, errors, warnings) of the rows `| claim | verdict | codes | codes | why |`."""
    rows = {}
    for line in readme.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) >= 5 and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", cells[0]):
            rows[cells[0]] = (cells[1], *(set(re.findall(r"`([A-Z]{2}\d{3})`", cell)) for cell in cells[2:4]))
    return rows


def codes(report, claim, severity):
    return {finding["rule"] for finding in report["findings"]
            if (finding["claim"] or "") == claim and finding["kind"] in ("fail", "open") and finding["severity"] == severity}


def records(study):
    """The folder of the public records; nothing where the study needs none. Ends the test where they are not there."""
    if "GAINSAY_SHARED_DATA" not in (study / "bring_in").read_text():
        return ""
    folder = os.environ.get("GAINSAY_SHARED_DATA", str(Path(__file__).resolve().parents[3] / "shared/data"))
    if not Path(folder).is_dir():
        print(f"skipped: {study.name} is made from public records, and {folder} is not there (GAINSAY_SHARED_DATA)")
        sys.exit(77)
    return folder


def main():
    gainsay, study = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    environment = dict(os.environ, GAINSAY=str(gainsay), GAINSAY_SHARED_DATA=records(study))
    with tempfile.TemporaryDirectory(prefix="gainsay-published-") as folder:
        copy = Path(folder) / study.name
        shutil.copytree(study, copy)
        subprocess.run(["./bring_in"], cwd=copy, env=environment, check=True, stdout=subprocess.DEVNULL)
        report = json.loads(subprocess.run([gainsay, "audit", "--format", "json"], cwd=copy, stdout=subprocess.PIPE).stdout)
    expected = expected_verdicts(study / "README.md")
    verdicts = {claim["id"]: claim["verdict"] for claim in report["claims"]}
    if "whole-study" in expected:
        verdicts["whole-study"] = expected["whole-study"][0]
    problems = [f"{claim}: stands in only one of README and study" for claim in set(expected) ^ set(verdicts)]
    for claim in sorted(set(expected) & set(verdicts)):
        verdict, errors, warnings = expected[claim]
        if verdict != verdicts[claim]:
            problems.append(f"{claim}: README says {verdict}, the audit says {verdicts[claim]}")
        for severity, wanted in (("error", errors), ("warning", warnings)):
            found = codes(report, "" if claim == "whole-study" else claim, severity)
            for code in sorted(wanted - found):
                problems.append(f"{claim}: README names {code} as {severity}, and it is not found; there are {sorted(found)}")
    print("\n".join(problems) or f"{len(report['claims'])} claims as expected")
    return 1 if problems or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
