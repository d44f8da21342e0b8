"""Weights & Biases in offline mode. It has no reader for its .wandb files, so they are read here by their format: a header of
7 bytes, then LevelDB's log of 32 KiB blocks, whose records are protocol buffers.
"""
import glob
import json
import os
import struct

import wandb
from wandb.proto import wandb_internal_pb2

READS_ITSELF = False
BLOCK = 32 * 1024


def start(folder, name):
    return wandb.init(project="peers", name=name, dir=folder, mode="offline",
                      settings=wandb.Settings(console="off", x_disable_stats=True, x_disable_meta=True, silent=True,
                                              disable_git=True, disable_code=True))


def log(run, step, name, value):
    run.log({name: value}, step=step)


def log_many(run, step, values):
    run.log(values, step=step)


def finish(run):
    run.finish()


def settle(folder):
    pass


def _records(data):
    position, record = 7, b""
    while position + 7 <= len(data):
        left = BLOCK - position % BLOCK
        if left < 7:
            position += left
            continue
        _, length, kind = struct.unpack_from("<IHB", data, position)
        if kind == 0 or position + 7 + length > len(data):
            return
        part = data[position + 7:position + 7 + length]
        record = part if kind in (1, 2) else record + part
        position += 7 + length
        if kind in (1, 4):
            yield record


def _histories(folder):
    """Of each file: the run's name and its rows, each a dict of values with _step."""
    for path in glob.glob(os.path.join(folder, "wandb", "offline-run-*", "*.wandb")):
        name, rows = None, []
        with open(path, "rb") as file:
            data = file.read()
        for raw in _records(data):
            record = wandb_internal_pb2.Record.FromString(raw)
            if record.HasField("run"):
                name = record.run.display_name
            elif record.HasField("history"):
                row = {item.key or item.nested_key[0]: json.loads(item.value_json) for item in record.history.item}
                row.setdefault("_step", record.history.step.num)
                rows.append(row)
        yield name, rows


def _number(value):
    return float(value) if isinstance(value, str) else value


def read_curve(folder, name, metric):
    points = [row for title, rows in _histories(folder) if title == name for row in rows if metric in row]
    return [row["_step"] for row in points], [_number(row[metric]) for row in points]


def logged_points(folder):
    return sum(not key.startswith("_") for _, rows in _histories(folder) for row in rows for key in row)
