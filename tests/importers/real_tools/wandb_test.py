"""The SDK of Weights & Biases logs offline; Gainsay imports its files, value by value. Usage: wandb_test.py GAINSAY"""

import glob
import os
import signal
import subprocess
import sys

import harness

harness.need("wandb", "numpy")

os.environ.update(WANDB_MODE="offline", WANDB_SILENT="true", WANDB_CONSOLE="off")

import numpy  # noqa: E402
import wandb  # noqa: E402

CRASHING = """
import os, wandb
run = wandb.init(project="proj", id="{id}", mode="offline")
for step in range(50):
    run.log({{"loss": step / 7}}, step=step)
{end}
"""


def log_run(folder):
    run = wandb.init(project="proj", name="first", group="g", job_type="train", tags=["a", "b"], notes="n",
                     config={"lr": 0.1, "net": {"depth": 3, "sizes": [1, 2]}, "flag": True, "none": None,
                             "seed": 7, "name": "bn"},
                     mode="offline", dir=folder)
    rows = []
    for i, value in enumerate(harness.HARD_VALUES):
        row = {"val/loss": value, "acc": {"top1": i / 7}}
        run.log(row, step=3 * i)
        rows.append(row)
    run.log({"histogram": wandb.Histogram(numpy.arange(3)), "text": "hi", "late": 2**40}, step=100)
    run.summary["best"] = 0.25
    run.finish()
    return run.id, rows


def check_run(run, rows):
    harness.check_equal((run["method"], run["seed"], run["status"]), ("bn", 7, "finished"), "names and status")
    for tag, value in {"project": "proj", "name": "first", "group": "g", "job_type": "train", "notes": "n",
                       "tags": "a,b"}.items():
        harness.check_equal(run["tags"][tag], value, tag)
    harness.check_equal(run["params"], {"lr": 0.1, "net.depth": 3, "net.sizes": "[1,2]", "flag": True, "none": "null",
                                        "seed": 7, "name": "bn"}, "params")
    steps = [3 * i for i in range(len(rows))]
    harness.check_curve(run, "val/loss", steps, [row["val/loss"] for row in rows])
    harness.check_curve(run, "acc.top1", steps, [row["acc"]["top1"] for row in rows])
    harness.check_curve(run, "late", [100], [2**40])
    harness.check_equal([name for name in run["curves"] if name.startswith(("histogram", "text"))], [], "media")
    harness.check_equal(run["results"]["best"], 0.25, "result best")
    harness.check_equal(harness.bits(run["results"]["val/loss"]), harness.bits(rows[-1]["val/loss"]), "result val/loss")
    times = run["curves"]["val/loss"]["time"]
    assert all(a <= b for a, b in zip(times, times[1:])), times


def check_endings(binary):
    """A run that fails, and one that is killed."""
    study = harness.Study(binary)
    for id, end in {"fails": "raise ValueError", "killed": f"os.kill(os.getpid(), {int(signal.SIGKILL)})"}.items():
        script = CRASHING.format(id=id, end=end)
        alone = {name: value for name, value in os.environ.items() if name != "WANDB_SERVICE"}
        subprocess.run([sys.executable, "-c", script], cwd=study.folder, env=alone, capture_output=True)
    study.run("import", "wandb", study.folder)
    runs = study.runs()
    harness.check_equal((runs["proj/fails"]["status"], runs["proj/fails"].get("exit_code")), ("failed", 1), "a failure")
    harness.check_curve(runs["proj/fails"], "loss", range(50), [step / 7 for step in range(50)])
    killed = runs.get("proj/killed", {"status": "running"})  # the SDK may not have written anything yet
    assert killed["status"] in ("failed", "running"), killed["status"]


def check_live(binary, file):
    """A file that was cut goes on where the import stopped."""
    whole = open(file, "rb").read()
    study = harness.Study(binary)
    live = os.path.join(study.folder, os.path.basename(file))
    for size in (len(whole) // 2, len(whole) * 3 // 4, len(whole)):
        with open(live, "wb") as output:
            output.write(whole[:size])
        study.run("import", "wandb", live)
    return study


def main(binary):
    scratch = harness.Study(binary)
    folder = scratch.folder
    id, rows = log_run(folder)
    study = harness.Study(binary)
    options = ["--map", "method=params.name,seed=params.seed"]
    done = study.run("import", "wandb", folder, *options)
    assert "1 value left out: of the type histogram" in done.stderr, done.stderr
    assert "1 text left out" in done.stderr, done.stderr
    check_run(study.runs()[f"proj/{id}"], rows)
    again = study.run("import", "wandb", folder, *options)
    assert "0 runs added, 1 were there already" in again.stderr, again.stderr
    live = check_live(binary, glob.glob(os.path.join(folder, "wandb", "offline-run-*", "*.wandb"))[0])
    live.run("import", "wandb", folder, *options)
    harness.check_same_runs(live.runs(), study.runs())
    check_endings(binary)
    print(f"wandb {wandb.__version__}, offline")


main(sys.argv[1])
