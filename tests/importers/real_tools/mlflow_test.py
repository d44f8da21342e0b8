"""MLflow writes a file store and a database; Gainsay imports both, value by value; MLflow opens what Gainsay
exports. Usage: mlflow_test.py GAINSAY"""

import logging
import os
import sys
import warnings

import harness

os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
harness.need("mlflow")
warnings.simplefilter("ignore")

import mlflow  # noqa: E402
from mlflow.entities import Metric  # noqa: E402

logging.disable(logging.WARNING)


def log_runs(uri):
    """Runs with hard values; what was logged, by run id."""
    client = mlflow.MlflowClient(tracking_uri=uri)
    experiment = client.create_experiment("exp/one")
    logged = {}
    for seed in (1, 2):
        run = client.create_run(experiment, run_name=f"bn-digits-s{seed}", tags={"a/b": "x", "name": "own"})
        id = run.info.run_id
        params = {"lr": 0.1, "seed": seed, "flag": True, "nested/key": "several\nlines", "one": 1.0, "tiny": 1e-05,
                  "text": "1e5"}
        for key, value in params.items():
            client.log_param(id, key, value)
        stamps = [1700000000000 + 7 * i for i in range(len(harness.HARD_VALUES))]
        points = [Metric("val/loss", v, t, s) for v, t, s in zip(harness.HARD_VALUES, stamps, harness.HARD_STEPS)]
        for point in points:
            client.log_metric(id, point.key, point.value, timestamp=point.timestamp, step=point.step)
        client.log_batch(id, metrics=[Metric("acc", i / 7, 1700000000000 + i, i) for i in range(500)])
        logged[id] = {"seed": seed, "stamps": stamps, "status": "failed" if seed == 2 else "finished"}
        client.set_terminated(id, "FAILED" if seed == 2 else "FINISHED")
    parent = next(iter(logged))
    child = client.create_run(experiment, run_name="bn-digits-s3", tags={"mlflow.parentRunId": parent, "mlflow.source.git.commit": "c0ffee"})
    logged[child.info.run_id] = {"parent": parent, "status": "running"}
    client.delete_run(client.create_run(experiment).info.run_id)
    gone = client.create_experiment("gone")
    client.create_run(gone)
    client.delete_experiment(gone)
    return logged


def check_import(study, logged, exact_zero):
    runs = study.runs()
    harness.check_equal(sorted(runs), sorted(logged), "ids")
    for id, expected in logged.items():
        run = runs[id]
        harness.check_equal(run["method"], "bn", "method")
        harness.check_equal(run["dataset"], "digits", "dataset")
        harness.check_equal(run["status"], expected["status"], "status")
        if "parent" in expected:
            harness.check_equal(run["parent"], expected["parent"], "parent")
            harness.check_equal(run["git"]["commit"], "c0ffee", "commit")
            continue
        harness.check_equal(run["seed"], expected["seed"], "seed")
        harness.check_equal(run["tags"]["user.name"], "own", "the user's tag")
        harness.check_equal(run["params"], {"lr": 0.1, "seed": expected["seed"], "flag": True,
                                            "nested/key": "several\nlines", "one": 1.0, "tiny": 1e-05, "text": "1e5"},
                            "params")
        values = [v + 0.0 if not exact_zero and v == 0 else v for v in harness.HARD_VALUES]
        times = [stamp / 1000 for stamp in expected["stamps"]]
        harness.check_curve(run, "val/loss", harness.HARD_STEPS, values, times)
        harness.check_curve(run, "acc", range(500), [i / 7 for i in range(500)])


def check_opens(uri, runs, in_order):
    """That MLflow itself lists the runs and reads their points."""
    client = mlflow.MlflowClient(tracking_uri=uri)
    experiments = [e.experiment_id for e in client.search_experiments()]
    found = {run.info.run_id: run for run in client.search_runs(experiments)}
    harness.check_equal(sorted(found), sorted(runs), "ids in MLflow")
    for id, run in runs.items():
        harness.check_equal(found[id].info.status.lower(), run["status"], "status in MLflow")
        for metric, curve in run.get("curves", {}).items():
            history = client.get_metric_history(id, metric)
            points = [(p.step, harness.bits(limited(p.value))) for p in history]
            expected = [(s, harness.bits(limited(harness.number(v)))) for s, v in zip(curve["step"], curve["value"])]
            if not in_order:
                points, expected = sorted(points), sorted(expected)
            harness.check_equal(points, expected, f"points of {metric} in MLflow")


def limited(value):
    """MLflow gives back the largest double for infinity, and 0.0 for -0.0, from a database."""
    largest = sys.float_info.max
    return max(-largest, min(largest, value)) + 0.0 if value == value else value


def check_store(binary, folder, uri, path, exact_zero):
    logged = log_runs(uri)
    study = harness.Study(binary)
    options = ["--pattern", "{method}-{dataset}-s{seed}", "--results", "last"]
    first = study.run("import", "mlflow", path, *options)
    assert "2 runs left out: they, or their experiments, are deleted" in first.stderr, first.stderr
    check_import(study, logged, exact_zero)
    again = study.run("import", "mlflow", path, *options)
    assert f"0 runs added, {len(logged)} were there already" in again.stderr, again.stderr
    check_live(study, logged, uri, path, options)
    for name in ("mlruns", "out.db"):
        target = os.path.join(folder, "export", os.path.basename(str(path)), name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        study.run("export", "mlflow", target)
        back = harness.Study(binary)
        back.run("import", "mlflow", target)
        as_database = name.endswith(".db")
        if not (as_database and exact_zero):
            harness.check_same_runs(back.runs(), study.runs())
        exported = f"sqlite:///{target}" if as_database else target
        check_opens(exported, study.runs(), in_order=not as_database)
        after = harness.Study(binary)  # the database once more, now that MLflow has brought it up to date
        after.run("import", "mlflow", target)
        harness.check_same_runs(after.runs(), back.runs())


def check_live(study, logged, uri, path, options):
    """A run that goes on is brought up to date."""
    client = mlflow.MlflowClient(tracking_uri=uri)
    live = next(id for id, expected in logged.items() if expected["status"] == "running")
    for step in (1, 2):
        client.log_metric(live, "loss", 1 / step, step=step)
        done = study.run("import", "mlflow", path, *options)
        assert "1 brought up to date" in done.stderr, done.stderr
        harness.check_curve(study.runs()[live], "loss", range(1, step + 1), [1 / s for s in range(1, step + 1)])
    client.set_terminated(live, "KILLED")
    study.run("import", "mlflow", path, *options)
    harness.check_equal(study.runs()[live]["status"], "killed", "status of a run that ended")


def main(binary):
    scratch = harness.Study(binary)
    folder = scratch.folder
    store = os.path.join(folder, "mlruns")
    database = os.path.join(folder, "mlflow.db")
    check_store(binary, folder, store, store, exact_zero=True)
    check_store(binary, folder, f"sqlite:///{database}", database, exact_zero=False)
    print(f"MLflow {mlflow.__version__}: file store and database, both ways")


main(sys.argv[1])
