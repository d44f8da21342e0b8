"""Aim, in a local repository."""
import os
import subprocess
import sys

from aim import Repo, Run


def start(folder, name):
    run = Run(repo=folder, experiment=name, system_tracking_interval=None, capture_terminal_logs=False, log_system_params=False)
    return run


def log(run, step, name, value):
    run.track(value, name=name, step=step)


def log_many(run, step, values):
    run.track(values, step=step)


def finish(run):
    run.close()


def settle(folder):
    """Runs are found only when they are indexed."""
    subprocess.run([os.path.join(os.path.dirname(sys.executable), "aim"), "storage", "--repo", folder, "reindex", "-y"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read_curve(folder, name, metric):
    (sequence,) = [sequence for run in Repo(folder).iter_runs() if run.experiment == name
                   for sequence in run.metrics() if sequence.name == metric]
    steps, values = sequence.values.sparse_numpy()
    order = steps.argsort()
    return steps[order], values[order]


def list_runs(folder):
    runs = values = 0
    for run in Repo(folder).iter_runs():
        runs += 1
        for sequence in run.metrics():
            values += sequence.values.last()[1] is not None
    return runs, values


def logged_points(folder):
    return sum(len(sequence.values.sparse_list()[0]) for run in Repo(folder).iter_runs() for sequence in run.metrics())
