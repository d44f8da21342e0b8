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


def _points(sequence):
    """In the order of steps: as they are kept they have no order. What sequence.dataframe() does, without pandas."""
    sequence.preload()
    steps, (values, *_) = sequence.data.items_list()
    return sorted(zip(steps, values), key=lambda point: point[0])


def read_curve(folder, name, metric):
    (sequence,) = [sequence for run in Repo(folder).iter_runs() if run.experiment == name
                   for sequence in run.metrics() if sequence.name == metric]
    points = _points(sequence)
    return [step for step, _ in points], [value for _, value in points]


def list_runs(folder):
    runs = values = 0
    for run in Repo(folder).iter_runs():
        runs += 1
        for sequence in run.metrics():
            values += sequence.values.last()[1] is not None
    return runs, values


def logged_points(folder):
    return sum(len(_points(sequence)) for run in Repo(folder).iter_runs() for sequence in run.metrics())
