"""DVCLive without DVC experiments: one folder a run, a TSV file a curve (step and value, no time)."""
import glob
import json
import os

from dvclive import Live


def start(folder, name):
    return Live(dir=os.path.join(folder, f"{name}-{os.getpid()}"), save_dvc_exp=False, dvcyaml=None, report=None,
                monitor_system=False)


def log(run, step, name, value):
    run.step = step
    run.log_metric(name, value)


def log_many(run, step, values):
    run.step = step
    for name, value in values.items():
        run.log_metric(name, value)


def finish(run):
    run.end()


def settle(folder):
    pass


def _points(path):
    with open(path) as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    return [int(row[0]) for row in rows], [float(row[1]) for row in rows]


def read_curve(folder, name, metric):
    (path,) = glob.glob(os.path.join(folder, f"{name}-*", "plots", "metrics", f"{metric}.tsv"))
    return _points(path)


def list_runs(folder):
    runs = values = 0
    for path in glob.glob(os.path.join(folder, "*", "metrics.json")):
        with open(path) as file:
            metrics = json.load(file)
        runs += 1
        values += len(metrics) - ("step" in metrics)
    return runs, values


def logged_points(folder):
    return sum(len(_points(path)[0]) for path in glob.glob(os.path.join(folder, "*", "plots", "metrics", "**", "*.tsv"),
                                                           recursive=True))
