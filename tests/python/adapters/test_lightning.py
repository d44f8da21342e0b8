"""Training with the real Lightning, beside its own CSVLogger."""
import csv
import logging

import pytest

pytest.importorskip("torch", reason="torch is not installed: too large for the test environment")
lightning = pytest.importorskip("lightning", reason="lightning is not installed: it needs torch")
import torch  # noqa: E402
from lightning.pytorch.loggers import CSVLogger  # noqa: E402

from gainsay.adapters.lightning import GainsayLogger  # noqa: E402

logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
pytestmark = pytest.mark.filterwarnings("ignore:.*(does not have many workers|logging interval|LeafSpec|_pytree).*")


class Line(lightning.LightningModule):
    def __init__(self, lr=0.1, width=2, api_key="s3cr3t", fails=False):
        super().__init__()
        self.save_hyperparameters()
        self.layer = torch.nn.Linear(2, 2)

    def loss(self, batch):
        x, y = batch
        return torch.nn.functional.cross_entropy(self.layer(x), y)

    def training_step(self, batch, index):
        if self.hparams.fails:
            raise ZeroDivisionError
        loss = self.loss(batch)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch, index):
        self.log("val_loss", self.loss(batch))

    def test_step(self, batch, index):
        self.log("loss", self.loss(batch))

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), self.hparams.lr)


def batches(n):
    x = torch.randn(n, 2, generator=torch.Generator().manual_seed(0))
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, (x[:, 0] > 0).long()), batch_size=8)


def trainer_with(logger, folder, **options):
    return lightning.Trainer(max_epochs=2, logger=logger, log_every_n_steps=1, default_root_dir=folder, accelerator="cpu",
                             enable_progress_bar=False, enable_model_summary=False, **options)


def test_the_curves_are_those_of_the_csv_logger(study, tmp_path):
    csv_logger = CSVLogger(tmp_path / "csv")
    logger = GainsayLogger(method="bn", dataset="digits", seed=3, study=study.root)
    trainer = trainer_with([logger, csv_logger], tmp_path)
    trainer.fit(Line(), batches(32), batches(16))
    (tested,) = trainer.test(Line(), batches(8), verbose=False)
    logger.experiment.result(tested)
    logger.experiment.finish()
    csv_logger.save()
    with open(f"{csv_logger.log_dir}/metrics.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    run = study.only_run()
    for metric in ("train_loss", "val_loss", "loss"):
        expected = [(int(row["step"]), float(row[metric])) for row in rows if row.get(metric)]
        curve = run["curves"][metric]
        assert expected and list(zip(curve["step"], curve["value"], strict=True)) == expected
    assert (run["method"], run["dataset"], run["seed"], run["status"]) == ("bn", "digits", 3, "finished")
    assert run["params"] == {"lr": 0.1, "width": 2, "api_key": "***", "fails": False}
    assert run["results"]["loss"] == tested["loss"]


def test_a_trainer_that_fails_fails_the_run(study, tmp_path):
    logger = GainsayLogger(method="bn", study=study.root)
    with pytest.raises(ZeroDivisionError):
        trainer_with(logger, tmp_path, enable_checkpointing=False).fit(Line(fails=True), batches(8), batches(8))
    run = study.only_run()
    assert (run["status"], run["failure"]) == ("failed", "exception")


def test_a_run_that_was_given_is_left_open(study, tmp_path):
    with study.run(method="given") as run:
        logger = GainsayLogger(run, prefix="a/")
        assert (logger.name, logger.version) == ("given", run.id)
        trainer_with(logger, tmp_path, enable_checkpointing=False).fit(Line(), batches(8), batches(8))
        run.result(done=1)
    recorded = study.only_run()
    assert len(recorded["curves"]["a/val_loss"]["value"]) == 2 and recorded["results"] == {"done": 1}


def test_checkpoints_go_to_a_folder_of_the_run(study, tmp_path):
    logger = GainsayLogger(method="bn", study=study.root)
    trainer_with(logger, tmp_path).fit(Line(), batches(8), batches(8))
    assert list((tmp_path / "bn" / logger.version / "checkpoints").glob("*.ckpt"))
    logger.experiment.finish()


def test_what_is_no_setting_is_left_out_with_a_warning(study):
    logger = GainsayLogger(method="bn", study=study.root)
    with pytest.warns(UserWarning, match="leaves out 'net': it is a Linear"):
        logger.log_hyperparams({"net": torch.nn.Linear(1, 1), "lr": 0.1})
    logger.experiment.finish()
    assert study.only_run()["params"] == {"lr": 0.1}
