"""Fixtures: a study in an empty folder, scripts that record into it, and the store as SQLite shows it."""
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gainsay

RECORDING_VARIABLES = ("GAINSAY_RUN", "GAINSAY_STUDY", "RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE", "SLURM_PROCID",
                       "SLURM_NTASKS", "SLURM_JOB_ID", "MASTER_ADDR", "MASTER_PORT", "TORCHELASTIC_RUN_ID")


def program():
    """The command line that belongs to the package under test."""
    return os.environ.get("GAINSAY_PROGRAM", "gainsay")


class ScratchStudy:
    """A study in a fresh folder, and the verbs that the tests are written in."""

    def __init__(self, root):
        self.root = Path(root)
        (self.root / ".gainsay").mkdir()

    def run(self, **fields):
        return gainsay.run(**{"method": "m", "study": self.root, **fields})

    def runs(self):
        """Every run as `gainsay export jsonl` prints it."""
        done = subprocess.run([program(), "export", "jsonl", "--study", self.root], capture_output=True, text=True, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def only_run(self):
        (run,) = self.runs()
        return run

    def start(self, script, *arguments, environment=None, **options):
        """A Python process that runs the script in the study's folder."""
        file = self.root / "script.py"
        if not file.exists() or file.read_text() != script:  # an earlier process may be about to read it
            file.write_text(script)
        return subprocess.Popen([sys.executable, file, *arguments], cwd=self.root, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env={**os.environ, **(environment or {})}, **options)

    def execute(self, script, *arguments, environment=None):
        """Its exit code, stdout and stderr."""
        process = self.start(script, *arguments, environment=environment)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.fixture(autouse=True)
def no_run_around(monkeypatch):
    for variable in RECORDING_VARIABLES:
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def study(tmp_path):
    return ScratchStudy(tmp_path)
