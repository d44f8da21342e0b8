"""Training with the real Trainer."""
import pytest

pytest.importorskip("torch", reason="torch is not installed: too large for the test environment")
transformers = pytest.importorskip("transformers", reason="transformers is not installed: it needs torch")
pytest.importorskip("accelerate", reason="accelerate is not installed: the Trainer needs it")
import torch  # noqa: E402

from gainsay.adapters.huggingface import GainsayCallback  # noqa: E402


class Line(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(2, 2)

    def forward(self, x, labels):
        scores = self.layer(x)
        return {"loss": torch.nn.functional.cross_entropy(scores, labels), "logits": scores}


def examples(n):
    stream = torch.Generator().manual_seed(0)
    x = torch.randn(n, 2, generator=stream)
    return [{"x": row, "labels": int(row[0] > 0)} for row in x]


def accuracy(prediction):
    return {"accuracy": float((prediction.predictions.argmax(-1) == prediction.label_ids).mean())}


def trainer_of(run, folder, **options):
    arguments = transformers.TrainingArguments(
        output_dir=str(folder), num_train_epochs=2, per_device_train_batch_size=8, logging_steps=2, eval_strategy="epoch",
        report_to=[], use_cpu=True, disable_tqdm=True, seed=3, hub_token="hf_s3cr3t", **{"save_strategy": "no", **options})
    return transformers.Trainer(Line(), arguments, train_dataset=examples(32), eval_dataset=examples(16), compute_metrics=accuracy,
                                callbacks=[GainsayCallback(run)])


def test_the_curves_are_the_log_history_of_the_trainer(study, tmp_path):
    with study.run() as run:
        trainer = trainer_of(run, tmp_path / "out")
        trainer.train()
        predicted = trainer.predict(examples(8)).metrics
    recorded = study.only_run()
    history = [entry for entry in trainer.state.log_history if "train_runtime" not in entry]
    for metric in ("loss", "learning_rate", "eval_loss", "eval_accuracy"):
        expected = [(entry["step"], entry[metric]) for entry in history if metric in entry]
        curve = recorded["curves"][metric]
        assert expected and list(zip(curve["step"], curve["value"], strict=True)) == expected
    (summary,) = [entry for entry in trainer.state.log_history if "train_runtime" in entry]
    assert recorded["results"]["train_loss"] == summary["train_loss"]
    assert recorded["results"]["test_accuracy"] == predicted["test_accuracy"]
    assert recorded["params"]["seed"] == 3 and recorded["params"]["num_train_epochs"] == 2
    assert "s3cr3t" not in str(recorded["params"])
    assert recorded["status"] == "finished"


def test_an_evaluation_after_the_training_belongs_to_the_run(study, tmp_path):
    with study.run() as run:
        trainer = trainer_of(run, tmp_path / "out")
        trainer.train()
        trainer.evaluate()
    assert len(study.only_run()["curves"]["eval_loss"]["value"]) == 3


def test_how_the_best_model_was_chosen_is_said(study, tmp_path):
    with study.run() as run:
        trainer = trainer_of(run, tmp_path / "out", save_strategy="epoch", load_best_model_at_end=True,
                             metric_for_best_model="accuracy", greater_is_better=True)
        trainer.train()
    tags = study.only_run()["tags"]
    assert tags["selected_by"] == "best:eval_accuracy:max"
    assert tags["best_model_checkpoint"] == trainer.state.best_model_checkpoint


def test_only_the_first_process_logs(study):
    class State:
        is_world_process_zero, global_step = False, 1

    with study.run() as run:
        GainsayCallback(run).on_log(None, State, None, {"loss": 0.5})
        GainsayCallback(run).on_predict(None, State, None, {"test_loss": 0.5})
    recorded = study.only_run()
    assert "curves" not in recorded and "results" not in recorded
