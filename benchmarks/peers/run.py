#!/usr/bin/env python3
"""The same work with Gainsay and with other trackers, side by side: one table.

    python benchmarks/peers/run.py                                all tools, all works; environments are made from PyPI
    python benchmarks/peers/run.py --only gainsay,wandb --work call,kill
    python benchmarks/peers/run.py --reverse                      the same in the other order

Wants a release build of Gainsay with its Python package (--build) and the Python that it was built for. Writes results.md
and results.json beside itself (--out); cells that were not done again are kept from the results.json that is there.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from curves import folder_bytes, real_curves
from roster import PEERS
from table import markdown
from works import READING, WORKS, Bench, Failed

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="tools, with commas: " + ", ".join(peer.name for peer in PEERS))
    parser.add_argument("--work", help="works, with commas: " + ", ".join(WORKS))
    parser.add_argument("--build", type=lambda text: Path(text).absolute(), default=PROJECT / "build/release", help="Gainsay's release build")
    parser.add_argument("--python", default=PROJECT / "build/python-venv/bin/python", help="the Python it was built for")
    parser.add_argument("--venvs", type=lambda text: Path(text).absolute(), default=PROJECT / "build/peers", help="where the environments are, or are made")
    parser.add_argument("--curves", type=Path, help="a folder of TensorBoard event files, for `size`")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--limit", type=float, default=60, help="seconds a step of a work may take")
    parser.add_argument("--reverse", action="store_true", help="the last tool first")
    parser.add_argument("--out", type=Path, default=HERE / "results")
    return parser.parse_args()


def installed(python, package):
    return python.exists() and subprocess.run([python, "-m", "pip", "show", "-q", package], capture_output=True).returncode == 0


def python_of(peer, options):
    """The Python of the tool's environment, which is made when it is not there."""
    if not peer.packages:
        return str(options.python)
    python = options.venvs / peer.venv / "bin/python"
    if not all(installed(python, package) for package in peer.packages):
        subprocess.run([sys.executable, "-m", "venv", options.venvs / peer.venv], check=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *peer.packages],
                              capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"does not install: {done.stderr.strip().splitlines()[-1][:110]}")
    return str(python)


def version_of(peer, python, variables):
    code = ("import gainsay; print(gainsay.__version__)" if peer.module == "gainsay" else
            "import sqlite3; print(sqlite3.sqlite_version)" if peer.module == "sqlite3" else
            "import platform; print('Python', platform.python_version())" if not peer.packages else
            f"from importlib.metadata import version; print(version('{peer.packages[0]}'))")
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True,
                          env={**os.environ, **variables}).stdout.strip()


def measured(bench, name, abilities, curves):
    needed = {"runs": "list_runs", "kill": "logged_points", "fork": "logged_points", "odd": "read_curve"}
    if name in READING and not abilities["reads_itself"]:
        return {"failed": "no reader offline"}
    if name in needed and needed[name] not in abilities["abilities"]:
        return {"failed": "no reader offline"}
    if name == "size" and curves is None:
        return None
    try:
        return WORKS[name](bench, curves)
    except Failed as error:
        return {"failed": str(error)}


def chosen(text, known):
    names = text.split(",") if text else list(known)
    for name in names:
        if name not in known:
            sys.exit(f"run.py: there is no {name!r}: {', '.join(known)}")
    return names


def measure(peer, names, options, curves, result):
    """Fills in the result's version and cells; yields after each cell."""
    variables = {"GAINSAY_PROGRAM": str(options.build / "bin/gainsay")}
    if peer.module == "gainsay":
        variables["PYTHONPATH"] = str(options.build / "python")
    try:
        python = python_of(peer, options)
        result["version"] = version_of(peer, python, variables)
        bench = Bench(peer, python, variables, options.limit, options.repeats)
        with bench.folder() as root:
            abilities = bench.do(bench.store(root), "abilities")
    except Failed as error:
        result["cells"] = {name: {"failed": str(error)} for name in names}
        yield
        return
    for name in names:
        cell = measured(bench, name, abilities, curves)
        if cell is not None:
            result["cells"][name] = cell
            print(f"{peer.name:14} {name:12} {json.dumps(cell)}", flush=True)
            yield


def write(results, facts, out):
    ordered = {peer.name: results[peer.name] for peer in PEERS if peer.name in results}
    out.with_suffix(".json").write_text(json.dumps({"facts": facts, "peers": ordered}, indent=1) + "\n")
    said = "".join(f"{key}: {value}\n" for key, value in facts.items())
    out.with_suffix(".md").write_text(f"# Side by side with other trackers\n\n{markdown(ordered)}\n{said}")


def main():
    options = arguments()
    names = chosen(options.work, WORKS)
    peers = {peer.name: peer for peer in PEERS}
    file = options.out.with_suffix(".json")
    known = json.loads(file.read_text()) if file.exists() else {"facts": {}, "peers": {}}
    facts, results = known["facts"], known["peers"]
    with tempfile.TemporaryDirectory() as root:
        curves = None
        if options.curves and "size" in names:
            study, curves = Path(root, "study"), Path(root, "curves.json")
            runs, points = real_curves(options.build / "bin/gainsay", options.curves, study)
            curves.write_text(json.dumps(runs))
            facts["real curves"] = (f"{points:,} points of {len(runs)} runs; imported with their own times, Gainsay's study of "
                                    f"them takes {folder_bytes(study) / points:.1f} bytes a point")
        picked = [peers[name] for name in chosen(options.only, peers)]
        for peer in reversed(picked) if options.reverse else picked:
            result = results.setdefault(peer.name, {"cells": {}})
            result.update(title=peer.title, version=result.get("version", ""))
            for _ in measure(peer, names, options, curves, result):
                write(results, facts, options.out)


if __name__ == "__main__":
    main()
