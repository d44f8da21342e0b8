"""The writer for scripts that log with TensorBoard's calls; beside the real one where it is installed."""
import inspect
import math
import subprocess
import warnings

import numpy as np
import pytest
from conftest import program

from gainsay.compat.tensorboard import SummaryWriter


@pytest.fixture
def writer(study):
    with SummaryWriter("runs/bn", dataset="digits", seed=3, study=study.root) as writer:
        yield writer


def recorded(writer, study):
    writer.close()
    return study.only_run()


def test_scalars_are_curves_of_a_run_that_is_named_by_the_last_folder(writer, study):
    for step in range(3):
        writer.add_scalar("loss", 1 / (step + 1), step)
        writer.add_scalars("acc", {"train": step, "val": np.float32(0.5)}, step)
    writer.flush()
    run = recorded(writer, study)
    assert (run["method"], run["dataset"], run["seed"], run["status"]) == ("bn", "digits", 3, "finished")
    assert run["tags"]["log_dir"] == "runs/bn"
    assert run["curves"]["loss"]["value"] == [1.0, 0.5, 1 / 3]
    assert run["curves"]["acc/val"] | {"time": 0} == {"step": [0, 1, 2], "value": [0.5, 0.5, 0.5], "time": 0}


def test_steps_and_times_are_kept_as_given_and_a_step_left_out_is_the_next(writer, study):
    writer.add_scalar("loss", 1.0, global_step=np.int64(7), walltime=1e9)
    writer.add_scalar("loss", np.array([0.5]))
    writer.add_scalar("loss", 0.25, 9.0)
    curve = recorded(writer, study)["curves"]["loss"]
    assert curve["step"] == [7, 8, 9]
    assert curve["value"] == [1.0, 0.5, 0.25]
    assert curve["time"][0] == 1e9


def test_nan_is_kept(writer, study):
    writer.add_scalar("loss", math.nan, 0)
    writer.add_scalar("loss", math.nan, 1, walltime=1e9)
    assert recorded(writer, study)["curves"]["loss"]["value"] == ["nan", "nan"]


@pytest.mark.parametrize("value", [None, "0.5", 1j, [0.5, 0.5]])
@pytest.mark.parametrize("walltime", [None, 1e9])
def test_what_is_no_number_is_left_out_with_one_warning_that_names_it(writer, study, value, walltime):
    with pytest.warns(UserWarning, match="SummaryWriter leaves out 'bad/x'") as caught:
        for step in range(3):
            writer.add_scalars("bad", {"x": value, "y": 1.0}, step, walltime)
    assert len(caught) == 1
    curves = recorded(writer, study)["curves"]
    assert list(curves) == ["bad/y"]
    assert len(curves["bad/y"]["value"]) == 3


def test_a_step_that_is_no_integer_is_refused(writer):
    with pytest.raises(TypeError, match="the step is 0.5"):
        writer.add_scalar("loss", 1.0, 0.5)


def test_hparams_are_params_and_results(writer, study):
    writer.add_hparams({"lr": 0.1, "bn": True, "n": 8, "opt": "sgd"}, {"accuracy": 0.97, "loss": math.nan})
    run = recorded(writer, study)
    assert run["params"] == {"lr": 0.1, "bn": True, "n": 8, "opt": "sgd"}
    assert run["results"] == {"accuracy": 0.97, "loss": "nan"}


def test_further_hparams_are_runs_of_their_own(writer, study):
    for lr in (0.1, 0.2, 0.3):
        writer.add_hparams({"lr": lr}, {"accuracy": lr}, run_name=f"lr{lr}")
    writer.close()
    runs = sorted(study.runs(), key=lambda run: run["params"]["lr"])
    assert [run["results"]["accuracy"] for run in runs] == [0.1, 0.2, 0.3]
    assert [run["params"]["lr"] for run in runs] == [0.1, 0.2, 0.3]
    assert {(run["method"], run["dataset"], run["seed"], run["status"]) for run in runs} == {("bn", "digits", 3, "finished")}
    assert [run.get("parent") for run in runs[1:]] == [runs[0]["id"]] * 2
    assert runs[2]["tags"]["name"] == "lr0.3"


def test_text_is_a_tag(writer, study):
    writer.add_text("notes", "warm restart", 0)
    assert recorded(writer, study)["tags"]["notes"] == "warm restart"


def test_images_and_the_like_are_left_out_with_one_warning(writer):
    with pytest.warns(UserWarning, match="leaves out 'add_image': Gainsay keeps numbers") as caught:
        for step in range(3):
            writer.add_image("x", None, step)
    assert len(caught) == 1
    with pytest.raises(AttributeError, match="add_scaler"):
        writer.add_scaler("loss", 1.0)


def test_an_exception_that_leaves_the_block_is_a_failure(study):
    with pytest.raises(ZeroDivisionError), SummaryWriter("bn", study=study.root):
        1 / 0
    assert study.only_run()["status"] == "failed"


def test_purging_is_refused_aloud(study):
    with pytest.warns(UserWarning, match="purge_step=5"):
        SummaryWriter("bn", purge_step=5, study=study.root).close()


def test_without_a_name_the_method_has_to_be_said(study):
    with pytest.raises(TypeError, match="needs the method"):
        SummaryWriter(study=study.root)


def test_the_writer_does_not_end_a_run_that_it_was_given(study):
    with study.run() as run:
        with SummaryWriter(run=run) as writer:
            writer.add_scalar("loss", 1.0, 0)
        run.log(1, loss=0.5)
    assert study.only_run()["curves"]["loss"]["value"] == [1.0, 0.5]


def test_no_warning_comes_without_a_reason(study):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with SummaryWriter("bn", comment="-lr", study=study.root) as writer:
            writer.add_scalar("loss", 1.0, 0)
    assert study.only_run()["method"] == "bn-lr"


def test_every_method_of_tensorboardx_is_there_with_its_arguments():
    real = pytest.importorskip("tensorboardX", reason="tensorboardX is not installed").SummaryWriter
    names = [name for name, _ in inspect.getmembers(real, inspect.isfunction) if name.startswith("add_")]
    blank = SummaryWriter.__new__(SummaryWriter)
    for name in names:
        assert callable(getattr(blank, name)), name
    for name in ("add_scalar", "add_scalars", "add_text"):
        ours = list(inspect.signature(getattr(SummaryWriter, name)).parameters)
        theirs = [parameter for parameter in inspect.signature(getattr(real, name)).parameters if parameter in ours]
        assert theirs == [parameter for parameter in ours if parameter in theirs]


def write_everything(writer):
    for step in range(5):
        writer.add_scalar("loss", 1 / (step + 1), step, walltime=1e9 + step)
        writer.add_scalar("size_one", np.array([step / 4]), step)
    writer.add_scalar("loss", math.nan, 9)
    writer.add_scalar("loss", 0.25, 7)
    writer.close()


def test_the_real_writer_and_its_import_give_the_same_curves(study, tmp_path):
    real = pytest.importorskip("tensorboardX", reason="tensorboardX is not installed: compared with nothing").SummaryWriter
    write_everything(real(str(tmp_path / "logs" / "bn")))
    subprocess.run([program(), "import", "tensorboard", tmp_path / "logs", "--study", study.root], check=True, capture_output=True)
    write_everything(SummaryWriter("logs/bn", study=study.root))
    theirs, ours = sorted(study.runs(), key=lambda run: "log_dir" in run["tags"])
    assert set(ours["curves"]) == set(theirs["curves"])
    for metric, curve in ours["curves"].items():
        assert curve["step"] == theirs["curves"][metric]["step"]
        doubles = [value if value == "nan" else float(np.float32(value)) for value in curve["value"]]  # TensorBoard keeps floats
        assert doubles == theirs["curves"][metric]["value"]
    assert ours["curves"]["loss"]["time"][:5] == theirs["curves"]["loss"]["time"][:5]
