#!/usr/bin/env python3
"""Runs a script of this folder again and holds what it prints against what it printed when the tests were written.

    tests/oracles/again.py SCRIPT            compares with printed/SCRIPT.txt, number by number
    tests/oracles/again.py SCRIPT --write    keeps what it prints now; look at the difference before committing it

R scripts run in Rscript; Python ones in the first interpreter of GAINSAY_TEST_PYTHON (several are joined by colons), else python3.
They run at the root of the repository. Exit code 77 where interpreter or packages are missing. Numbers agree to nine digits, or to 1e-12 of 1: other versions of the
libraries round differently.
"""
import argparse
import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)(?![\w.]*\w)")
MISSING = ("ModuleNotFoundError", "there is no package called")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def interpreters(script):
    if script.suffix == ".R":
        return [shutil.which("Rscript")]
    named = os.environ.get("GAINSAY_TEST_PYTHON", "")
    return [shutil.which(python) for python in [*filter(None, named.split(os.pathsep)), "python3"]]


def printed(script):
    why = "no interpreter"
    for interpreter in filter(None, interpreters(script)):
        ended = subprocess.run([interpreter, str(script)], capture_output=True, text=True, cwd=FOLDER.parent.parent)
        if ended.returncode == 0 and "skipped:" not in ended.stdout:
            return ended.stdout
        if ended.returncode == 0:
            why = ended.stdout[ended.stdout.index("skipped:"):].splitlines()[0]
            continue
        why = ended.stderr.strip().splitlines()[-1] if ended.stderr.strip() else f"exit code {ended.returncode}"
        if not any(sign in ended.stderr for sign in MISSING):
            sys.exit(f"{script.name} failed: {ended.stderr}")
    skip(f"{script.name}: {why}")


def numbers(text):
    return [float(found) for found in NUMBER.findall(text)]


def near(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def differences(before, after):
    old, new = before.splitlines(), after.splitlines()
    if len(old) != len(new):
        yield f"{len(old)} lines before, {len(new)} now"
    for line, (a, b) in enumerate(zip(old, new), 1):
        left, right = numbers(a), numbers(b)
        if len(left) != len(right) or not all(map(near, left, right)) or NUMBER.sub("#", a) != NUMBER.sub("#", b):
            yield f"line {line}:\n  before: {a}\n  now:    {b}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    script = FOLDER / arguments.script.name
    kept = FOLDER / "printed" / f"{script.name}.txt"
    if arguments.write:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(printed(script))
        return
    if not kept.exists():
        sys.exit(f"{kept} is missing; write it with: tests/oracles/again.py {script.name} --write")
    found = list(differences(kept.read_text(), printed(script)))
    if found:
        sys.exit(f"{script.name} prints other numbers than before:\n" + "\n".join(found))
    print(f"{script.name}: {len(numbers(kept.read_text()))} numbers, all as before")


if __name__ == "__main__":
    main()
