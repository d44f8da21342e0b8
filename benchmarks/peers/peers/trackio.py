"""Trackio, in a local folder (TRACKIO_DIR)."""
import trackio
from trackio.sqlite_storage import SQLiteStorage

PROJECT = "peers"


def start(folder, name):
    return trackio.init(project=PROJECT, name=name, embed=False, auto_log_gpu=False, auto_log_cpu=False)


def log(run, step, name, value):
    trackio.log({name: value}, step=step)


def log_many(run, step, values):
    trackio.log(values, step=step)


def finish(run):
    trackio.finish()


def settle(folder):
    pass


def read_curve(folder, name, metric):
    rows = [row for row in SQLiteStorage.get_logs(PROJECT, name) if metric in row]
    return [row["step"] for row in rows], [row[metric] for row in rows]


def _rows_by_run():
    return {name: SQLiteStorage.get_logs(PROJECT, name) for name in SQLiteStorage.get_runs(PROJECT)}


def list_runs(folder):
    runs = _rows_by_run()
    last = {name: {key: value for row in rows for key, value in row.items() if key not in ("timestamp", "step")}
            for name, rows in runs.items()}
    return len(last), sum(map(len, last.values()))


def logged_points(folder):
    return sum(len(row) - len(row.keys() & {"timestamp", "step"}) for rows in _rows_by_run().values() for row in rows)
