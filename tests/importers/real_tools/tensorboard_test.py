"""tensorboardX writes event files; Gainsay imports them, value by value; TensorBoard opens what Gainsay exports.
Usage: tensorboard_test.py GAINSAY"""

import glob
import os
import struct
import sys

import harness

harness.need("tensorboard", "tensorboardX")

import tensorboard  # noqa: E402
import tensorboardX  # noqa: E402
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator  # noqa: E402
from tensorboard.compat.proto.event_pb2 import Event  # noqa: E402
from tensorboard.summary.writer.event_file_writer import EventFileWriter  # noqa: E402
from tensorboard.util import tensor_util  # noqa: E402

FLOAT_VALUES = [struct.unpack("<f", struct.pack("<f", v))[0] for v in
                (1.5, float("nan"), float("inf"), float("-inf"), 1e-45, 0.1, -0.0, 3e38, 2.0**24, 1e-5)]
WALL_TIME = 1700000000.123456


def log_runs(logs):
    for seed in (1, 2):
        writer = tensorboardX.SummaryWriter(os.path.join(logs, "bn", f"seed{seed}"))
        for i, (step, value) in enumerate(zip(harness.HARD_STEPS, FLOAT_VALUES)):
            writer.add_scalar("val/loss", value, step, walltime=WALL_TIME + i)
        for step in range(300):
            writer.add_scalar("acc", step / 7, step, walltime=WALL_TIME + step)
        writer.add_text("words", "hello", 0)
        writer.add_hparams({"lr": 0.1, "optimizer": "adam", "amp": True}, {"hparam/acc": 0.5})
        writer.close()
    log_tensors(os.path.join(logs, "tensors"))


def log_tensors(folder):
    """What TensorBoard's own writer makes of values in double precision."""
    writer = EventFileWriter(folder)
    for step, value in zip(harness.HARD_STEPS, harness.HARD_VALUES):
        event = Event(wall_time=WALL_TIME, step=step)
        entry = event.summary.value.add(tag="loss", tensor=tensor_util.make_tensor_proto(value, dtype="float64"))
        entry.metadata.plugin_data.plugin_name = "scalars"
        writer.add_event(event)
    writer.close()


def by_name(study):
    return {run["tags"]["name"]: run for run in study.runs().values()}


def check_import(study):
    runs = by_name(study)
    harness.check_equal(sorted(runs), ["bn/seed1", "bn/seed2", "tensors"], "names")
    for seed in (1, 2):
        run = runs[f"bn/seed{seed}"]
        harness.check_equal((run["method"], run["seed"], run["status"]), ("bn", seed, "finished"), "names")
        times = [WALL_TIME + i for i in range(300)]
        harness.check_curve(run, "val/loss", harness.HARD_STEPS, FLOAT_VALUES, times[:len(FLOAT_VALUES)])
        singles = [struct.unpack("<f", struct.pack("<f", i / 7))[0] for i in range(300)]
        harness.check_curve(run, "acc", range(300), singles, times)
        harness.check_equal(run["params"], {"lr": 0.1, "optimizer": "adam", "amp": True}, "params")
        harness.check_equal(run["results"], {"hparam/acc": 0.5}, "results")
    harness.check_curve(runs["tensors"], "loss", harness.HARD_STEPS, harness.HARD_VALUES)


def check_opens(folder, run):
    accumulator = EventAccumulator(folder, size_guidance={"tensors": 0})
    accumulator.Reload()
    harness.check_equal(sorted(accumulator.Tags()["tensors"]), sorted(run["curves"]), "tags in TensorBoard")
    for metric, curve in run["curves"].items():
        events = accumulator.Tensors(metric)
        values = [tensor_util.make_ndarray(e.tensor_proto).item() for e in events]
        harness.check_equal([e.step for e in events], curve["step"], f"steps of {metric} in TensorBoard")
        harness.check_equal([harness.bits(v) for v in values], [harness.bits(v) for v in curve["value"]],
                            f"values of {metric} in TensorBoard")
        harness.check_equal([e.wall_time for e in events], curve["time"], f"times of {metric} in TensorBoard")


def check_live(study, logs):
    """A file that was cut goes on where the import stopped."""
    whole = open(glob.glob(os.path.join(logs, "tensors", "*"))[0], "rb").read()
    live = os.path.join(logs, "live", "events.out.tfevents.1700000000.box.1.0")
    os.makedirs(os.path.dirname(live))
    for size in (len(whole) // 3, len(whole) // 2, len(whole)):
        with open(live, "wb") as file:
            file.write(whole[:size])
        study.run("import", "tensorboard", logs)
        run = by_name(study)["live"]
        harness.check_equal(run["status"], "finished" if size == len(whole) else "running", "status of a live run")
    harness.check_curve(run, "loss", harness.HARD_STEPS, harness.HARD_VALUES)


def main(binary):
    study = harness.Study(binary)
    logs = os.path.join(study.folder, "logs")
    log_runs(logs)
    done = study.run("import", "tensorboard", os.path.join(logs, "bn"), "--dry-run")
    assert "tensor left out: of the plugin text" in done.stderr or "tensors left out: of the plugin text" in done.stderr, done.stderr
    seeded = harness.Study(binary)
    seeded.run("import", "tensorboard", logs, "--pattern", "{method}/seed{seed}")
    check_import(seeded)
    study.run("import", "tensorboard", logs)
    target = os.path.join(study.folder, "export")
    study.run("export", "tensorboard", target)
    back = harness.Study(binary)
    back.run("import", "tensorboard", target)
    harness.check_same_runs(back.runs(), study.runs(), ignore=["results"])
    for name, run in by_name(back).items():
        check_opens(os.path.join(target, name), run)
    check_live(study, logs)
    print(f"TensorBoard {tensorboard.__version__}, tensorboardX {tensorboardX.__version__}: both ways")


main(sys.argv[1])
