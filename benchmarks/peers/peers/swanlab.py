"""SwanLab in offline mode. It has no reader for its files; Gainsay's importer reads them here."""
import csv
import io
import json
import os
import subprocess
import tempfile

import swanlab

READS_ITSELF = False


def start(folder, name):
    probe = {"hardware": False, "runtime": False, "requirements": False, "conda": False, "git": False, "swanlab": False,
             "monitor": False}
    return swanlab.init(project="peers", name=name, mode="offline", log_dir=os.path.join(folder, "swanlog"),
                        settings=swanlab.Settings(probe=probe))


def log(run, step, name, value):
    swanlab.log({name: value}, step=step)


def log_many(run, step, values):
    swanlab.log(values, step=step)


def finish(run):
    swanlab.finish()


def settle(folder):
    pass


def _imported_points(folder):
    """(run's name, metric, step, value) of every point."""
    program = os.environ["GAINSAY_PROGRAM"]
    with tempfile.TemporaryDirectory() as study:
        os.mkdir(os.path.join(study, ".gainsay"))

        def ask(*arguments):
            return subprocess.run([program, *arguments, "--study", study], check=True, capture_output=True, text=True).stdout

        ask("import", "swanlab", os.path.join(folder, "swanlog"))
        for line in ask("export", "jsonl").splitlines():
            run = json.loads(line)
            for row in csv.DictReader(io.StringIO(ask("curves", run["id"]))):
                yield run["tags"].get("name"), row["metric"], int(row["step"]), float(row["value"])


def read_curve(folder, name, metric):
    points = [point for point in _imported_points(folder) if point[:2] == (name, metric)]
    return [point[2] for point in points], [point[3] for point in points]


def logged_points(folder):
    return sum(1 for _ in _imported_points(folder))
