"""Python's sqlite3 in WAL mode, a transaction a call: what a careful script would write by itself."""
import os
import sqlite3
import time


def _connect(folder):
    return sqlite3.connect(os.path.join(folder, "runs.db"), timeout=60, isolation_level=None)


class _Run:
    def __init__(self, folder, name):
        self.store = _connect(folder)
        self.store.execute("PRAGMA journal_mode = WAL")
        self.store.execute("PRAGMA synchronous = NORMAL")
        self.store.execute("CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, name TEXT)")
        self.store.execute("CREATE TABLE IF NOT EXISTS points (run INTEGER, name TEXT, step INTEGER, time REAL, value REAL)")
        self.id = self.store.execute("INSERT INTO runs (name) VALUES (?)", (name,)).lastrowid


def start(folder, name):
    return _Run(folder, name)


def log(run, step, name, value):
    run.store.execute("INSERT INTO points VALUES (?, ?, ?, ?, ?)", (run.id, name, step, time.time(), value))


def log_many(run, step, values):
    now = time.time()
    run.store.execute("BEGIN")
    run.store.executemany("INSERT INTO points VALUES (?, ?, ?, ?, ?)",
                          [(run.id, name, step, now, value) for name, value in values.items()])
    run.store.execute("COMMIT")


def finish(run):
    run.store.close()


def settle(folder):
    pass


def read_curve(folder, name, metric):
    rows = _connect(folder).execute("SELECT step, value FROM points JOIN runs ON runs.id = run WHERE runs.name = ? AND points.name = ?"
                                    " ORDER BY points.rowid", (name, metric)).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def list_runs(folder):
    store = _connect(folder)
    runs = store.execute("SELECT id, name FROM runs").fetchall()
    values = store.execute("SELECT run, name, value, max(rowid) FROM points GROUP BY run, name").fetchall()
    return len(runs), len(values)


def logged_points(folder):
    return _connect(folder).execute("SELECT count(*) FROM points").fetchone()[0]
