"""Configurations that the real Hydra composes."""
import pytest

import gainsay

hydra = pytest.importorskip("hydra", reason="hydra-core is not installed: slow/test_real_libraries.py installs it")
from omegaconf import MissingMandatoryValue, OmegaConf  # noqa: E402

from gainsay.adapters.hydra import params_of, run_fields, tags_of_job  # noqa: E402

SCRIPT = """
import hydra, gainsay
from gainsay.adapters.hydra import run_fields

@hydra.main(version_base=None, config_path="conf", config_name="train")
def main(config):
    with gainsay.run(method=config.model.name, study=config.study, **run_fields(config, leave_out=["study"])) as run:
        run.result(accuracy=config.lr)

main()
"""
TRAIN = """
defaults: [{model: mlp}, _self_]
lr: 0.1
seed: 3
dataset: digits
study: ???
api_key: s3cr3t
widths: [8, 4]
doubled: ${model.width}
"""


@pytest.fixture
def conf(study):
    for name, text in (("train", TRAIN), ("model/mlp", "name: mlp\nwidth: 8\n"), ("model/cnn", "name: cnn\nwidth: 16\n")):
        file = study.root / "conf" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test_the_composed_configuration_is_recorded(study, conf):
    code, _, err = study.execute(SCRIPT, f"study={study.root}", "model=cnn", "lr=0.5")
    assert code == 0, err
    run = study.only_run()
    assert (run["method"], run["dataset"], run["seed"]) == ("cnn", "digits", 3)
    assert run["params"] == {"lr": 0.5, "api_key": "***", "widths": "[8, 4]", "doubled": 16, "model.name": "cnn", "model.width": 16}
    assert run["tags"]["hydra_job"] == "script"
    assert run["tags"]["hydra_overrides"] == f"study={study.root},model=cnn,lr=0.5"
    assert "hydra_job_num" not in run["tags"]


def test_every_job_of_a_multirun_is_a_run(study, conf):
    code, _, err = study.execute(SCRIPT, "--multirun", f"study={study.root}", "seed=1,2,4")
    assert code == 0, err
    assert {(run["seed"], run["tags"]["hydra_job_num"]) for run in study.runs()} == {(1, "0"), (2, "1"), (4, "2")}


def test_what_is_left_out_takes_along_what_is_below():
    config = OmegaConf.create({"a": {"b": 1, "c": {"d": 2}}, "e": None, "f": {}})
    assert params_of(config) == {"a.b": 1, "a.c.d": 2, "e": None, "f": {}}
    assert params_of(config, leave_out=["a.c", "e", "f"]) == {"a.b": 1}


def test_a_missing_value_is_an_error():
    with pytest.raises(MissingMandatoryValue, match="lr"):
        params_of(OmegaConf.create({"lr": "???"}))


def test_outside_of_a_job_there_are_no_tags(study):
    assert tags_of_job() == {}
    with gainsay.run(method="m", study=study.root, **run_fields(OmegaConf.create({"seed": 3, "lr": 0.1}))):
        pass
    assert study.only_run()["seed"] == 3
