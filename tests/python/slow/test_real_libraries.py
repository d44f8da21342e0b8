"""The adapters, each with the real library of today, in an environment of their own.

Not among them: transformers and lightning, for torch is several gigabytes; their tests run where an environment has them.
"""
import subprocess
import sys
import venv
from pathlib import Path

LIBRARIES = ["scikit-learn", "xgboost-cpu", "lightgbm", "optuna", "hydra-core", "tensorboardX", "wandb", "keras", "jax"]
TESTS = Path(__file__).resolve().parents[1] / "adapters"


def test_the_adapters_work_with_the_libraries_of_today(tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "pytest", "numpy", *LIBRARIES], check=True)
    done = subprocess.run([python, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", TESTS], capture_output=True, text=True)
    sys.stdout.write(done.stdout)
    assert done.returncode == 0
    skipped = [line for line in done.stdout.splitlines() if line.startswith("SKIPPED")]
    assert all("torch" in line for line in skipped), skipped
