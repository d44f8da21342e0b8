"""One `pip install` into a fresh virtual environment gives the module and the command line, and the examples run on them."""
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The folder of executables of a virtual environment that has the wheel and numpy, and nothing else of ours."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", "-w", folder, SOURCE]
    subprocess.run(pip, check=True)
    (wheel,) = folder.glob("gainsay-*.whl")
    venv.create(folder / "venv", with_pip=True)
    subprocess.run([folder / "venv" / "bin" / "pip", "install", "-q", wheel, "numpy"], check=True)
    return folder / "venv" / "bin"


def run(environment, *command, folder, **options):
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "GAINSAY_PROGRAM")}
    clean["PATH"] = f"{environment}:{clean['PATH']}"
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=True, **options).stdout


def test_the_module_and_the_command_line_have_one_version(environment, tmp_path):
    module = run(environment, "python", "-c", "import gainsay; print(gainsay.__version__, gainsay.__file__)", folder=tmp_path)
    version, file = module.split()
    assert str(environment.parent) in file
    assert run(environment, "gainsay", "--version", folder=tmp_path) == f"gainsay {version}\n"
    assert shutil.which("gainsay", path=str(environment))


def test_the_example_runs_from_the_wheel(environment, tmp_path):
    shutil.copy(SOURCE / "examples" / "python" / "gainsay.toml", tmp_path)
    script = SOURCE / "examples" / "python" / "train.py"
    run(environment, "python", script, "--study", tmp_path, "--seeds", "2", folder=tmp_path)
    assert run(environment, "gainsay", "ls", folder=tmp_path).count("finished") == 4
    reading = "import gainsay; print(gainsay.open().results()['value'].min() > 0.9)"
    assert run(environment, "python", "-c", reading, folder=tmp_path) == "True\n"


def test_a_script_joins_the_run_of_the_commands_own(environment, tmp_path):
    (tmp_path / ".gainsay").mkdir()
    script = "import gainsay\nwith gainsay.run() as run: run.result(accuracy=0.5)"
    run(environment, "gainsay", "run", "-q", "-m", "m", "--", "python", "-c", script, folder=tmp_path)
    assert "0.5" in run(environment, "gainsay", "ls", "--format", "csv", folder=tmp_path)
