"""The curves of a folder of TensorBoard event files, through `gainsay import tensorboard`."""
import csv
import io
import json
import os
import subprocess


def real_curves(program, source, folder):
    """Imports the event files of `source` into a study in `folder`; returns {run: {metric: [[step, value], ...]}} and
    the number of points. Values are the text that Gainsay prints, which reads back bit for bit."""
    os.makedirs(os.path.join(folder, ".gainsay"))

    def ask(*arguments):
        return subprocess.run([program, *arguments, "--study", folder], check=True, capture_output=True, text=True).stdout

    ask("import", "tensorboard", source)
    runs = {}
    for number, line in enumerate(ask("export", "jsonl").splitlines()):
        metrics = runs.setdefault(f"run{number}", {})
        for row in csv.DictReader(io.StringIO(ask("curves", json.loads(line)["id"]))):
            metrics.setdefault(row["metric"], []).append([int(row["step"]), row["value"]])
    return runs, sum(len(curve) for metrics in runs.values() for curve in metrics.values())


def folder_bytes(folder):
    """What a folder holds, without the caches in it."""
    return sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(folder) for name in names
               if os.path.isfile(os.path.join(path, name)))
