"""Runs in a notebook's kernel: cells that raise, cells that are run again."""
import pytest
from IPython.core.interactiveshell import InteractiveShell

import gainsay
from gainsay import _ending


@pytest.fixture
def shell(study, monkeypatch):
    """A shell as a kernel has it, in the study's folder."""
    monkeypatch.chdir(study.root)
    monkeypatch.setattr(_ending, "_installed", False)
    made = InteractiveShell()
    monkeypatch.setattr("builtins.get_ipython", lambda: made, raising=False)
    made.showtraceback = lambda *_, **__: None
    made.run_cell("import gainsay")
    yield made
    for run in list(_ending._open_runs.values()):
        run.finish()
    _ending._cell_outcome = None
    InteractiveShell.clear_instance()


def outcomes(study):
    return sorted((run["seed"], run["status"], run.get("failure")) for run in study.runs())


def test_a_cell_that_raised_leaves_the_run_open(shell, study):
    shell.run_cell("run = gainsay.run(method='m', seed=1)\nrun.log(0, loss=1)\n1 / 0")
    assert outcomes(study) == [(1, "running", None)]
    shell.run_cell("run.log(1, loss=2)")
    shell.run_cell("run.finish()")
    assert outcomes(study) == [(1, "finished", None)]
    assert study.only_run()["curves"]["loss"]["step"] == [0, 1]


def test_a_new_run_ends_that_of_the_cell_before(shell, study):
    shell.run_cell("run = gainsay.run(method='m', seed=1)")
    shell.run_cell("run = gainsay.run(method='m', seed=2)\nraise ValueError")
    shell.run_cell("run = gainsay.run(method='m', seed=3)")
    assert outcomes(study) == [(1, "finished", None), (2, "failed", "exception"), (3, "running", None)]


def test_a_child_and_a_run_in_a_with_block_end_nobody(shell, study):
    shell.run_cell("outer = gainsay.run(method='m', seed=1)\ninner = gainsay.run(method='m', seed=2, parent=outer)")
    assert outcomes(study) == [(1, "running", None), (2, "running", None)]
    shell.run_cell("with gainsay.run(method='m', seed=3) as one:\n    with gainsay.run(method='m', seed=4) as two: pass")
    assert [status for _, status, _ in outcomes(study)] == ["finished", "finished", "finished", "finished"]


def test_an_interrupted_cell_is_a_killed_run(shell, study):
    shell.run_cell("with gainsay.run(method='m', seed=1) as run:\n    raise KeyboardInterrupt")
    assert outcomes(study) == [(1, "killed", "interrupted")]


def test_a_run_and_a_study_are_shown_as_html(shell, study):
    shown = shell.run_cell("run = gainsay.run(method='m', seed=1)\nrun").result
    assert shell.display_formatter.format(shown)[0]["text/html"].startswith("<div>")
    assert isinstance(shown, gainsay.Run)
