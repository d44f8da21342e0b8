"""MLflow; MLFLOW_TRACKING_URI says whether its store is an SQLite database or files."""
import os
import time

import mlflow
from mlflow.entities import Metric

SYNCHRONOUS = os.environ.get("MLFLOW_ENABLE_ASYNC_LOGGING") != "true"


def start(folder, name):
    mlflow.set_experiment("peers")
    return mlflow.start_run(run_name=name)


def log(run, step, name, value):
    mlflow.log_metric(name, value, step=step)


def log_many(run, step, values):
    mlflow.log_metrics(values, step=step)


def log_curve(run, name, steps, values):
    client, now = mlflow.MlflowClient(), int(time.time() * 1000)
    for first in range(0, len(steps), 1000):
        part = range(first, min(first + 1000, len(steps)))
        client.log_batch(run.info.run_id, [Metric(name, values[i], now, steps[i]) for i in part], synchronous=True)


def finish(run):
    if not SYNCHRONOUS:
        mlflow.flush_async_logging()
    mlflow.end_run()


def settle(folder):
    pass


def _runs():
    experiments = [experiment.experiment_id for experiment in mlflow.search_experiments()]
    return mlflow.search_runs(experiments, max_results=50_000, output_format="list")


def read_curve(folder, name, metric):
    (run,) = [run for run in _runs() if run.info.run_name == name]
    history = mlflow.MlflowClient().get_metric_history(run.info.run_id, metric)
    return [point.step for point in history], [point.value for point in history]


def list_runs(folder):
    runs = _runs()
    return len(runs), sum(len(run.data.metrics) for run in runs)


def logged_points(folder):
    client = mlflow.MlflowClient()
    return sum(len(client.get_metric_history(run.info.run_id, metric)) for run in _runs() for metric in run.data.metrics)
