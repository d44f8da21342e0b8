"""Prints the runs of an Aim repository, a line of JSON each, as `gainsay import jsonl` reads them.

    python aim_runs.py REPOSITORY

A line {"note": "..."} is a sentence for the user. Exit status 3: this Python has no package `aim`.
The repository is only read: its runs are taken from their own files and not from Aim's index, which may be behind.
"""

import datetime
import inspect
import json
import math
import sys
import time

try:
    import aim
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)

SILENCE_SECONDS = 24 * 3600
LARGEST_INTEGER = 2**63


def open_run(repository, run_hash):
    """The run, read from its own files."""
    request = repository.request_tree
    known = inspect.signature(request).parameters

    def request_own(name, sub=None, **options):
        if "skip_read_optimization" in known:
            options["skip_read_optimization"] = True  # it would rewrite the files
        return request(name, run_hash if name == "meta" else sub, **options)

    repository.request_tree = request_own
    return aim.Run(run_hash, repo=repository, read_only=True)


def number(value):
    """A float as JSON lines of Gainsay hold it."""
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def param(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if -LARGEST_INTEGER <= value < LARGEST_INTEGER else str(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, str):
        return {"text": value} if value in ("nan", "inf", "-inf") else value
    return json.dumps(value, default=str, separators=(",", ":"))


def flatten(prefix, value, params):
    if isinstance(value, dict):
        for key, inside in value.items():
            flatten(f"{prefix}.{key}" if prefix else str(key), inside, params)
    elif prefix:
        params[prefix] = param(value)


def seed_of(params):
    for name in ("seed", "hparams.seed", "random_seed", "hparams.random_seed"):
        value = params.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def metric_name(name, context):
    """`loss`, `train/loss` where the context is a subset alone, else `loss{fold=1,subset=train}`."""
    if not context:
        return name
    if list(context) == ["subset"]:
        return f"{context['subset']}/{name}"
    return name + "{" + ",".join(f"{key}={context[key]}" for key in sorted(context)) + "}"


def curves_of(run):
    curves = {}
    for metric in run.metrics():
        steps, (values, times) = metric.data.view(("val", "time")).items_list()
        curve = {"step": [int(step) for step in steps], "value": [number(value) for value in values]}
        if all(moment is not None and math.isfinite(moment) for moment in times):
            curve["time"] = [float(moment) for moment in times]
        curves[metric_name(metric.name, metric.context.to_dict())] = curve
    return curves


def left_out(run):
    """How many sequences there are that are no metrics."""
    traces = run.meta_run_tree.get("traces", {})
    numbers = ("float", "float64", "int")
    return sum(trace.get("dtype") not in numbers for context in traces.values() for trace in context.values())


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat()


def last_time(curves, otherwise):
    return max((moment for curve in curves.values() for moment in curve.get("time", ())), default=otherwise)


def as_line(run, curves):
    attributes = run.meta_run_tree.get("attrs", {})
    system = attributes.pop("__system_params", {}) if isinstance(attributes, dict) else {}
    params = {}
    flatten("", attributes, params)
    line = {"id": run.hash, "method": run.experiment or "default", "params": params, "curves": curves, "tags": {}}
    tags = {"name": run.name, "experiment": run.experiment, "description": run.description,
            "tags": ", ".join(run.tags), "archived": "true" if run.archived else None}
    line["tags"] = {name: str(value) for name, value in tags.items() if value}
    line["seed"] = seed_of(params)
    line["started_at"] = iso(run.creation_time)
    end = run.end_time
    line["ended_at"] = iso(end) if end else None
    silent = time.time() - last_time(curves, run.creation_time) > SILENCE_SECONDS
    line["status"] = "finished" if end else "lost" if silent else "running"
    packages = system.get("packages", {}) if isinstance(system, dict) else {}
    line["environment"] = {str(name): str(version) for name, version in packages.items()}
    git = system.get("git_info", {}) if isinstance(system, dict) else {}
    commit = (git.get("commit") or {}).get("hash") if isinstance(git, dict) else None
    line["git"] = {"commit": commit, "branch": git.get("branch") or ""} if commit else None
    return line


def main(path):
    repository = aim.Repo.from_path(path)
    others = 0
    for run_hash in repository.list_all_runs():
        run = open_run(repository, run_hash)
        curves = curves_of(run)
        line = as_line(run, curves)
        others += left_out(run)
        if line["status"] != "finished":
            note = f"run {run_hash} has no end: taken as {line['status']}"
            print(json.dumps({"note": note}))
        print(json.dumps(line, allow_nan=False), flush=True)
        del repository.request_tree
    if others:
        print(json.dumps({"note": f"left out texts, images and other sequences ({others}): Gainsay keeps numbers"}))


main(sys.argv[1])
