"""The examples run as they stand, and show what they promise."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat

import gainsay

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "python"


def test_the_training_script_records_a_study_whose_claim_is_supported(tmp_path):
    shutil.copy(EXAMPLES / "gainsay.toml", tmp_path)
    done = subprocess.run([sys.executable, EXAMPLES / "train.py", "--study", tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.count("accuracy 0.9") == 6
    with gainsay.open(tmp_path) as study:
        assert len(study.runs(status="finished")) == 6
        accuracies = study.results().to_numpy()["value"]
        assert accuracies.min() > 0.9
        assert len(study.curves("loss", method="softmax")) == 3 * 20 * 23  # epochs, batches of 64 of 1437 examples
        assert len(study.items("accuracy")) == 6 * 360
        report = study.audit()
        assert [(claim.id, claim.verdict) for claim in report.claims] == [("C1", "supported")]
        assert report.ok


def test_the_same_seed_gives_the_same_numbers(tmp_path):
    (tmp_path / ".gainsay").mkdir()
    once = [sys.executable, EXAMPLES / "train.py", "--study", tmp_path, "--method", "softmax", "--seed", "1", "--epochs", "2"]
    for _ in range(2):
        subprocess.run(once, check=True, capture_output=True)
    with gainsay.open(tmp_path) as study:
        first, second = (run["run"] for run in study.runs().rows())
        assert study.curves("loss", run=first)["value"].tolist() == study.curves("loss", run=second)["value"].tolist()


def test_the_notebook_runs_from_top_to_bottom(tmp_path, monkeypatch):
    shutil.copy(EXAMPLES / "quickstart.ipynb", tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(tmp_path / "quickstart.ipynb", as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": tmp_path}})
    client.execute(env={**os.environ, "GAINSAY_STUDY": str(tmp_path)})
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    shown = str(outputs)
    assert "gain " in shown and "gainsay run" in shown
    with gainsay.open(tmp_path) as study:
        assert len(study.runs(status="finished")) == 7
