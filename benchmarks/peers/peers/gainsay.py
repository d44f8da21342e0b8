"""Gainsay, through its Python package."""
import gainsay


def start(folder, name):
    return gainsay.run(method=name, study=folder)


def log(run, step, name, value):
    run.log(step, {name: value})


def log_many(run, step, values):
    run.log(step, values)


def log_curve(run, name, steps, values):
    import numpy as np
    run.curve(name).log(np.asarray(steps), np.asarray(values))


def finish(run):
    run.finish()


def settle(folder):
    with gainsay.open(folder, "rw") as study:
        study.runs()


def load_reader():
    import numpy
    return numpy, gainsay.Study


def read_curve(folder, name, metric):
    with gainsay.open(folder) as study:
        table = study.curves(metric, method=name)
        return table["step"], table["value"]


def list_runs(folder):
    with gainsay.open(folder) as study:
        return len(study.runs()), len(study.curve_summaries()["last"])


def logged_points(folder):
    with gainsay.open(folder) as study:
        return len(study.curves())
