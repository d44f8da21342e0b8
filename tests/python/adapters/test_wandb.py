"""The calls of W&B; what they record is what importing the real client's file gives."""
import argparse
import math
import os
import subprocess
import sys
import warnings

import pytest
from conftest import program

import gainsay
from gainsay.compat import wandb


@pytest.fixture(autouse=True)
def nothing_is_open(monkeypatch, study):
    monkeypatch.setenv("GAINSAY_STUDY", str(study.root))
    for variable in ("WANDB_MODE", "WANDB_PROJECT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(wandb, "_warned", set())
    yield
    wandb.finish()


def test_a_script_needs_no_more_than_another_import(study):
    with wandb.init(project="bn", name="try 1", group="g", job_type="train", tags=["a", "b"],
                    config={"lr": 0.1, "opt": {"name": "sgd"}}):
        for step in range(3):
            wandb.log({"loss": 1 / (step + 1), "val": {"acc": step / 2}})
        wandb.summary["best"] = 0.75
    run = study.only_run()
    assert (run["method"], run["status"]) == ("bn", "finished")
    assert run["tags"].items() >= {"project": "bn", "name": "try 1", "group": "g", "job_type": "train", "tags": "a,b"}.items()
    assert run["params"] == {"lr": 0.1, "opt.name": "sgd"}
    assert run["curves"]["loss"]["step"] == [0, 1, 2]
    assert run["curves"]["val.acc"]["value"] == [0.0, 0.5, 1.0]
    assert run["results"] == {"loss": 1 / 3, "val.acc": 1.0, "best": 0.75}
    assert run["tags"]["selected_by.loss"] == "last" and "selected_by.best" not in run["tags"]


def test_method_dataset_and_seed_can_be_said_or_stand_in_config(study):
    wandb.init(project="p", method="bn", dataset="digits", seed=3, config={"seed": 4}).finish()
    wandb.init(project="p", config={"seed": 4, "dataset": "cifar"}).finish()
    wandb.init(project="p", config={"seed": "four", "dataset": {"name": "cifar"}}).finish()
    first, second, third = sorted(study.runs(), key=lambda run: ["bn", "p"].index(run["method"]) + (run["params"]["seed"] == "four"))
    assert (first["method"], first["dataset"], first["seed"]) == ("bn", "digits", 3)
    assert (second["method"], second["dataset"], second["seed"]) == ("p", "cifar", 4)
    assert not third.get("dataset") and third.get("seed") is None


def test_calls_that_do_not_commit_share_a_step(study):
    run = wandb.init(project="p")
    wandb.log({"a": 1}, commit=False)
    wandb.log({"b": 2})
    wandb.log({"a": 3}, step=7)
    wandb.log({"b": 4})
    wandb.log({"a": 5})
    wandb.log({"b": 6}, step=2)
    wandb.log({"a": 7})
    run.finish()
    curves = study.only_run()["curves"]
    assert (curves["a"]["step"], curves["a"]["value"]) == ([0, 7, 8, 9], [1, 3, 5, 7])
    assert (curves["b"]["step"], curves["b"]["value"]) == ([0, 7, 2], [2, 4, 6])


def test_config_is_read_and_written_by_attribute_and_item(study):
    wandb.init(project="p", config=argparse.Namespace(lr=0.1, layers=3))
    wandb.config.batch = 64
    wandb.config["decay"] = 0.5
    wandb.config.update({"lr": 0.2}, allow_val_change=True)
    wandb.config.setdefaults({"lr": 9, "extra": True})
    assert wandb.config.lr == wandb.config["lr"] == 0.2 and wandb.config.get("nothing") is None and "batch" in wandb.config
    with pytest.raises(AttributeError, match="Config has no 'absent'"):
        wandb.config.absent
    with pytest.raises(TypeError, match="'lr' stays"):
        del wandb.config["lr"]
    assert wandb.config.as_dict() == dict(wandb.config) and repr(wandb.config) == repr(dict(wandb.config))
    assert not hasattr(wandb.Config.__new__(wandb.Config), "lr")  # as copying and pickling ask
    wandb.finish()
    assert study.only_run()["params"] == {"lr": 0.2, "layers": 3, "batch": 64, "decay": 0.5, "extra": True}


def test_what_is_no_number_is_left_out_with_one_warning(study):
    run = wandb.init(project="p")
    with pytest.warns(UserWarning, match="wandb.log leaves out 'image'") as caught:
        for _ in range(2):
            wandb.log({"image": wandb.Image("x.png"), "loss": math.nan})
    assert len(caught) == 1
    with pytest.warns(UserWarning, match="leaves out 'note'"):
        wandb.summary["note"] = "good"
        run.finish()
    recorded = study.only_run()
    assert list(recorded["curves"]) == ["loss"] and recorded["results"] == {"loss": "nan"}
    assert recorded["tags"]["selected_by"] == "last"


def test_the_summary_is_chosen_as_the_metric_was_defined(study):
    run = wandb.init(project="p")
    run.define_metric("acc", summary="max", goal="maximize")
    run.define_metric("val/*", summary="best", goal="minimize")
    run.define_metric("epoch", summary="none")
    for acc in (math.nan, 0.5, 0.9, 0.7, math.nan):
        run.log({"acc": acc, "val/loss": 1 - acc, "epoch": 1, "lr": acc})
    assert run.summary["acc"] == 0.9
    run.finish()
    recorded = study.only_run()
    assert recorded["results"] == {"acc": 0.9, "val/loss": 1 - 0.9, "lr": "nan"}
    assert recorded["tags"].items() >= {"goal.acc": "maximize", "selected_by.acc": "max", "selected_by.val/loss": "min",
                                        "selected_by.lr": "last"}.items()
    with pytest.raises(ValueError, match="'best' of 'x'"):
        run.define_metric("x", summary="best")


def test_an_id_goes_on_where_it_was(study):
    wandb.init(project="p", id="abc", resume="allow").log({"a": 1}, step=4)
    wandb.finish()
    with wandb.init(project="p", id="abc", resume="must") as run:
        run.log({"a": 2})
    (recorded,) = study.runs()
    assert recorded["curves"]["a"]["step"] == [4, 5] and recorded["tags"]["wandb_id"] == "abc"
    with pytest.raises(ValueError, match="there is a run 'abc'"):
        wandb.init(project="p", id="abc", resume="never")
    with pytest.raises(ValueError, match="there is no run 'xyz'"):
        wandb.init(project="p", id="xyz", resume="must")


def test_an_exit_code_or_an_exception_is_a_failure(study):
    wandb.init(project="p").finish(exit_code=3)
    with pytest.raises(ZeroDivisionError), wandb.init(project="p"):
        1 / 0
    first, second = sorted(study.runs(), key=lambda run: run["failure"])
    assert (first["status"], first["exit_code"]) == ("failed", 3)
    assert (second["status"], second["failure"]) == ("failed", "exception")


def test_a_script_that_does_not_finish_keeps_its_summary(study):
    script = "from gainsay.compat import wandb\nwandb.init(project='p')\nwandb.log({'a': 1})\n"
    assert study.execute(script)[0] == 0
    run = study.only_run()
    assert run["status"] == "finished" and run["results"] == {"a": 1}


def test_disabled_records_nothing(study):
    run = wandb.init(project="p", mode="disabled", config={"lr": 0.1})
    run.log({"a": 1})
    assert run.config.lr == 0.1
    run.finish()
    assert study.runs() == []


def test_a_second_init_returns_the_run_that_is_open_or_ends_it(study):
    first = wandb.init(project="p")
    with pytest.warns(UserWarning, match="is open and is returned"):
        assert wandb.init(project="p") is first
    assert wandb.init(project="p", reinit=True) is wandb.run
    assert first.ended


def test_under_a_command_init_joins_its_run(study):
    (study.root / "train.py").write_text("from gainsay.compat import wandb\nwandb.init(project='p')\nwandb.log({'a': 1})\n"
                                         "wandb.finish()\n")
    subprocess.run([program(), "run", "-q", "-m", "outer", "--", sys.executable, "train.py"], cwd=study.root, check=True)
    run = study.only_run()
    assert (run["method"], run["results"]["a"], run["tags"]["project"]) == ("outer", 1, "p")


def test_a_run_can_be_named_later(study):
    run = wandb.init(project="p", name="first")
    wandb.run.name = "second"
    run.finish()
    assert (run.name, run.project, study.only_run()["tags"]["name"]) == ("second", "p", "second")


def test_what_has_no_meaning_here_is_said_once(study):
    with pytest.warns(UserWarning) as caught:
        wandb.init(project="p", settings=None, sync_tensorboard=True, config={})
        wandb.Settings(console="off")
        wandb.watch(object())
        wandb.watch(object())
    assert [str(warning.message).split(":")[0] for warning in caught] == ["wandb.init", "wandb.Settings(console) is ignored",
                                                                          "wandb.watch does nothing"]
    with pytest.raises(AttributeError, match="has no 'sweep'"):
        wandb.sweep


def test_without_a_run_the_calls_say_so(study):
    assert wandb.run is None
    for call in (lambda: wandb.log({"a": 1}), lambda: wandb.config, lambda: wandb.summary):
        with pytest.raises(wandb.Error, match="call wandb.init first"):
            call()
    with pytest.raises(TypeError, match="needs the method"):
        wandb.init()


SCRIPT = """
wandb.init(project="bn", name="try", group="g", job_type="train", config={"lr": 0.1, "opt": {"name": "sgd", "nesterov": True}})
for step in range(5):
    wandb.log({"loss": 1 / (step + 1), "val": {"acc": step / 7}}, commit=False)
    wandb.log({"lr": 0.1 * step})
wandb.log({"loss": 0.125}, step=9)
wandb.log({"nan": float("nan")})
wandb.summary["accuracy"] = 0.974
wandb.finish()
"""


def test_the_real_client_and_its_import_give_the_same(study, tmp_path):
    pytest.importorskip("wandb", reason="wandb is not installed: compared with nothing")
    script = tmp_path / "real.py"
    script.write_text("import wandb\n" + SCRIPT)
    environment = {**os.environ, "WANDB_MODE": "offline", "WANDB_DIR": str(tmp_path), "WANDB_SILENT": "true"}
    subprocess.run([sys.executable, script], cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=300)
    subprocess.run([program(), "import", "wandb", tmp_path / "wandb", "--study", study.root], check=True, capture_output=True)
    code, _, err = study.execute("from gainsay.compat import wandb\n" + SCRIPT)
    assert code == 0, err
    theirs, ours = sorted(study.runs(), key=lambda run: "selected_by.loss" in run["tags"])
    for field in ("method", "params", "results", "status"):
        assert ours[field] == theirs[field], field
    assert set(ours["curves"]) == {metric for metric in theirs["curves"] if not metric.startswith("system/")}
    for metric, curve in ours["curves"].items():
        assert (curve["step"], curve["value"]) == (theirs["curves"][metric]["step"], theirs["curves"][metric]["value"]), metric
    for tag in ("project", "name", "group", "job_type"):
        assert ours["tags"][tag] == theirs["tags"][tag]


def test_a_plain_script_gets_no_warning(study):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with wandb.init(project="p", config={"lr": 0.1}):
            wandb.log({"a": 1})
    with gainsay.open(study.root) as opened:
        assert len(opened.runs()) == 1
