"""What is recorded comes back as it was."""
import math
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import gainsay

from conftest import program


def test_a_run_comes_back_as_it_was_recorded(study):
    with study.run(method="bn", dataset="digits", seed=3, fold=1, split="val", purpose="pilot", role="variant",
                   params={"lr": 0.1, "layers": 3, "bias": True, "name": "adam"}, tags={"note": "first"}) as run:
        run.log(0, loss=2.5, accuracy=0.1)
        run.log(5, loss=1.25)
        run.log(loss=0.5)
        run.param("lr", 0.2)
        run.params(momentum=0.9)
        run.tag("note", "second")
        run.tags({"selected_by": "last"})
        run.result(accuracy=0.974)
        run.result({"top-5": 1})
        run.result("f1", 0.5)
    recorded = study.only_run()
    assert recorded["id"] == run.id
    assert {key: recorded[key] for key in ("method", "dataset", "seed", "fold", "split", "purpose", "role", "status")} == {
        "method": "bn", "dataset": "digits", "seed": 3, "fold": 1, "split": "val", "purpose": "pilot", "role": "variant",
        "status": "finished"}
    assert recorded["params"] == {"lr": 0.2, "layers": 3, "bias": True, "name": "adam", "momentum": 0.9}
    assert isinstance(recorded["params"]["layers"], int) and recorded["params"]["bias"] is True
    assert recorded["tags"] == {"note": "second", "selected_by": "last"}
    assert recorded["results"] == {"accuracy": 0.974, "top-5": 1.0, "f1": 0.5}
    assert recorded["curves"]["loss"]["step"] == [0, 5, 6]
    assert recorded["curves"]["loss"]["value"] == [2.5, 1.25, 0.5]
    assert recorded["curves"]["accuracy"]["value"] == [0.1]


def test_a_curve_is_logged_by_its_name_resolved_once(study):
    with study.run() as run:
        loss = run.curve("loss")
        loss.log(10, 0.5)
        loss.log(0.25)
        run.log(3, loss=1)
    assert (loss.metric, loss.run_id) == ("loss", run.id)
    assert study.only_run()["curves"]["loss"]["step"] == [10, 11, 3]


def test_metrics_may_be_given_as_a_dict_for_names_that_are_no_identifiers(study):
    with study.run() as run:
        run.log(1, {"val/loss": 0.5}, loss=0.25)
        run.log({"val/loss": 0.125}, step=7)
        run.log(step=8, loss=0.5)
    curves = study.only_run()["curves"]
    assert curves["val/loss"]["step"] == [1, 7]
    assert curves["loss"]["step"] == [1, 8]


def test_more_metrics_than_the_call_keeps_on_its_stack_are_logged_too(study):
    metrics = {f"metric {i}": float(i) for i in range(100)}
    with study.run() as run:
        run.log(0, **metrics)
        run.log(1, {f"metric {i}": -float(i) for i in range(100)})
    curves = study.only_run()["curves"]
    assert {name: curve["value"] for name, curve in curves.items()} == {
        f"metric {i}": [float(i), -float(i)] for i in range(100)}


def test_item_scores_come_back_with_their_clusters(study):
    with study.run() as run:
        run.items("accuracy", ["a", 2], [1, 0], clusters=["x", "y"])
        run.items("loss", ["a"], [float("nan")])
    items = study.only_run()["items"]
    assert items["accuracy"] == {"item": ["a", "2"], "score": [1, 0], "cluster": ["x", "y"]}
    assert items["loss"]["score"] == ["nan"]
    with pytest.raises(ValueError, match="2 items, 1 scores"):
        study.run().items("accuracy", ["a", "b"], [1])
    with pytest.raises(TypeError, match="'accuracy' is None"):
        study.run().items("accuracy", ["a", "b"], [1, None])


def test_a_nested_run_names_its_parent(study):
    with study.run(method="sweep") as outer, study.run(method="trial", parent=outer) as inner:
        pass
    parents = {run["method"]: run.get("parent") for run in study.runs()}
    assert parents == {"sweep": None, "trial": outer.id}
    assert inner.parent == outer.id


def test_params_that_are_no_scalars_are_kept_as_text_and_dicts_are_flattened(study):
    with study.run(params={"optimizer": {"lr": 0.1, "betas": (0.9, 0.99)}, "path": Path("a/b"), "none": None}) as run:
        with pytest.raises(ValueError, match="beyond 64 bits"):
            run.param("big", 2**70)
    assert study.only_run()["params"] == {"optimizer.lr": 0.1, "optimizer.betas": "(0.9, 0.99)", "path": "a/b", "none": "None"}


def test_what_the_script_comes_from_is_recorded_without_secrets(study):
    script = "import gainsay, sys\nsys.modules['fake'] = type(sys)('fake')\nsys.modules['fake'].__version__ = '1.2'\n"
    script += "gainsay.run(method='m').finish()\n"
    subprocess.run(["git", "init", "-q", study.root], check=True)
    identity = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run(["git", "-C", study.root, *identity, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    code, _, err = study.execute(script, "--api-key", "hush", "--password=hush", "--keypoints=7", "--max_tokens", "5",
                                 environment={"OMP_NUM_THREADS": "1", "SLURM_JWT_TOKEN": "hush"})
    assert (code, err) == (0, "")
    run = study.only_run()
    assert run["argv"][1:] == [str(study.root / "script.py"), "--api-key", "***", "--password=***", "--keypoints=7",
                               "--max_tokens", "5"]
    environment = run["environment"]
    assert environment["python"] == sys.version.split()[0]
    assert environment["package.fake"] == "1.2"
    assert environment["package.gainsay"] == gainsay.__version__
    assert environment["OMP_NUM_THREADS"] == "1"
    assert environment["script"].endswith("script.py") and len(environment["script_sha256"]) == 64
    assert "hush" not in str(run)
    head = subprocess.run(["git", "-C", study.root, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    assert run["git"]["commit"] == head.stdout.strip()
    assert run["git"]["dirty"] is False


def test_the_study_is_the_nearest_folder_above_that_is_one(study, monkeypatch, capsys):
    below = study.root / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    with gainsay.run(method="m") as run:
        pass
    assert run.study == str(study.root)
    assert study.only_run()["id"] == run.id
    assert capsys.readouterr().err == ""


def test_a_folder_that_becomes_a_study_is_named_on_stderr(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    gainsay.run(method="m").finish()
    assert str(tmp_path / ".gainsay") in capfd.readouterr().err


def test_bad_arguments_are_refused_with_what_to_do(study, monkeypatch):
    with pytest.raises(TypeError, match="needs the method"):
        gainsay.run(dataset="digits", study=study.root)
    with pytest.raises(ValueError, match="there is no purpose `best`"):
        study.run(purpose="best")
    with pytest.raises(ValueError, match="not a run id"):
        study.run(id="../../etc")
    with pytest.raises(TypeError, match="seed is 1.5"):
        study.run(seed=1.5)
    with pytest.raises(OverflowError):
        study.run(seed=2**63)
    with pytest.raises(gainsay.NotFoundError, match="no such folder") as caught:
        study.run(study=study.root / "nowhere")
    assert caught.value.place == str(study.root / "nowhere")
    assert caught.value.remedy
    run = study.run()
    for call in (lambda: run.log(), lambda: run.log(1), lambda: run.log(1, 2, loss=3), lambda: run.log(1, step=2, loss=3),
                 lambda: run.result(), lambda: run.result("loss"), lambda: run.result({"a": 1}, 2),
                 lambda: run.curve("loss").log(), lambda: run.curve(3)):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(ValueError, match="name is empty"):
        run.log(1, {"": 0.5})
    with pytest.raises(ValueError):
        run.param("", 1)
    run.finish()


def test_a_finished_run_takes_nothing_more(study):
    run = study.run()
    loss = run.curve("loss")
    run.log(0, loss=1)
    run.finish()
    run.finish("failed")
    for call in (lambda: run.log(1, loss=1), lambda: loss.log(1, 1), lambda: loss.log([1], [1]), lambda: run.result(a=1),
                 lambda: run.param("a", 1), lambda: run.curve("b")):
        with pytest.raises(RuntimeError, match="finished"):
            call()
    recorded = study.only_run()
    assert recorded["status"] == "finished"
    assert recorded["curves"]["loss"]["value"] == [1.0]


def test_a_script_under_gainsay_run_joins_the_run_that_is_open(study):
    script = study.root / "train.py"
    script.write_text("import gainsay\nwith gainsay.run(method='bn', dataset='digits', seed=3, params={'lr': 0.1}) as run:\n"
                      "    run.log(0, loss=0.5)\n    run.result(accuracy=0.9)\n    assert run.joined\n"
                      "with gainsay.run(method='child'):\n    pass\n")
    subprocess.run([program(), "run", "-q", "-m", "bn", "--study", study.root, "--", sys.executable, script], check=True,
                   cwd=study.root, env=dict(os.environ))
    runs = {run["method"]: run for run in study.runs()}
    joined = runs["bn"]
    assert joined["status"] == "finished" and joined["results"]["accuracy"] == 0.9
    assert joined["dataset"] == "digits" and joined["seed"] == 3 and joined["params"] == {"lr": 0.1}
    assert joined["curves"]["loss"]["value"] == [0.5]
    assert runs["child"]["parent"] == joined["id"]


def test_a_durable_run_records_the_same(study):
    with study.run(durable=True) as run:
        run.log(0, loss=1)
        run.curve("loss").log([1, 2], [3, 4])
    assert study.only_run()["curves"]["loss"]["value"] == [1.0, 3.0, 4.0]


def test_a_full_disk_never_raises_and_is_counted(study, capfd):
    (study.root / ".gainsay" / "journal").write_text("in the way")
    run = study.run()
    run.log(0, loss=1)
    run.result(accuracy=1)
    assert run.dropped >= 2
    run.finish()
    assert capfd.readouterr().err.count("run records are being lost") == 1


def test_a_run_shows_itself_escaped_in_a_notebook(study):
    run = study.run(method="<script>alert(1)</script>")
    html = run._repr_html_()
    assert "<script>" not in html and run.id in html and "recording" in html
    run.finish()
    assert "ended" in run._repr_html_()
    assert repr(run).startswith(f"<gainsay.Run {run.id}")


def test_a_pickled_run_joins_itself(study):
    run = study.run()
    other = pickle.loads(pickle.dumps(run))
    assert (other.id, other.joined) == (run.id, True)
    other.log(0, loss=1)
    other.finish()
    assert study.only_run()["status"] == "running"
    run.finish()
    assert study.only_run()["status"] == "finished"


def test_the_decorator_makes_every_call_a_run(study, monkeypatch):
    monkeypatch.chdir(study.root)

    @gainsay.track(dataset="digits", tags={"from": "test"})
    def train(seed, data, lr=0.1, *, betas=(0.9, 0.99), api_key="hush", run, **more):
        """Trains."""
        run.log(0, loss=lr)
        return {"accuracy": math.sqrt(lr)}

    assert train.__doc__ == "Trains."
    assert train(3, data=np.ones(3), lr=0.25, extra="x", model=object()) == {"accuracy": 0.5}
    recorded = study.only_run()
    assert (recorded["method"], recorded["dataset"], recorded["seed"]) == ("train", "digits", 3)
    assert recorded["params"] == {"lr": 0.25, "betas": "(0.9, 0.99)", "api_key": "***", "extra": "x"}
    assert recorded["results"] == {"accuracy": 0.5}
    assert recorded["tags"] == {"from": "test"}
    assert recorded["curves"]["loss"]["value"] == [0.25]


@pytest.mark.parametrize("returned, results", [(0.5, {"value": 0.5}), (np.float32(0.5), {"value": 0.5}), (None, None),
                                               (np.ones(2), None), ("text", None), ({}, None)])
def test_a_decorated_function_records_the_numbers_that_it_returns(study, monkeypatch, returned, results):
    monkeypatch.chdir(study.root)
    assert gainsay.track(lambda: returned)() is returned
    assert study.only_run().get("results") == results


def test_a_decorated_function_that_raises_is_a_failed_run(study, monkeypatch):
    monkeypatch.chdir(study.root)

    @gainsay.track
    def train():
        raise ValueError("diverged")

    with pytest.raises(ValueError, match="diverged"):
        train()
    recorded = study.only_run()
    assert (recorded["status"], recorded["failure"]) == ("failed", "exception")
    assert recorded["tags"]["exception"] == "ValueError: diverged"
