"""Hugging Face's Trainer: what it logs as curves, its arguments as parameters.

    with gainsay.run(method="bert", dataset="sst2", seed=arguments.seed) as run:
        trainer = Trainer(model, arguments, train_dataset=train, eval_dataset=valid, callbacks=[GainsayCallback(run)])
        trainer.train()
        run.result(accuracy=trainer.predict(test).metrics["test_accuracy"])
"""
from collections.abc import Mapping
from typing import Any

from transformers import TrainerCallback

from gainsay import Run
from gainsay._surroundings import is_secret
from gainsay.adapters._recording import Numbers

_SUMMARY = "train_runtime"  # in the last log of a training, and only there


class GainsayCallback(TrainerCallback):  # type: ignore[misc]
    """Logs into run, and does not end it: evaluations after the training belong to it, too.

    run: a gainsay.Run. arguments: record the TrainingArguments as params, values of names that look like secrets as ***.

    Curves: all that the Trainer logs, under its names (`loss`, `eval_loss`, ...), by global step. Results: the summary
    of the training (`train_runtime`, ...) and what Trainer.predict measures (`test_...`). With load_best_model_at_end
    tag `selected_by` says `best:<metric>:min` or `:max`, and tag `best_model_checkpoint` which it was. In a distributed job
    only the first process logs.
    """

    def __init__(self, run: Run, arguments: bool = True) -> None:
        self._run = run
        self._takes_arguments = arguments
        self._numbers = Numbers(run, "gainsay.adapters.huggingface")

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Records the arguments."""
        if state.is_world_process_zero and self._takes_arguments:
            self._run.params({name: "***" if is_secret(name) else value for name, value in args.to_sanitized_dict().items()})

    def on_log(self, args: Any, state: Any, control: Any, logs: Mapping[str, Any] | None = None, **_: Any) -> None:
        """Logs a step, or the summary at the end."""
        if not state.is_world_process_zero or not logs:
            return
        if _SUMMARY in logs:
            self._numbers.result(logs)
        else:
            self._numbers.log(logs, state.global_step)

    def on_predict(self, args: Any, state: Any, control: Any, metrics: Mapping[str, Any], **_: Any) -> None:
        """Records what Trainer.predict measured."""
        if state.is_world_process_zero:
            self._numbers.result(metrics)

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Records how the model was chosen."""
        if not state.is_world_process_zero or not args.load_best_model_at_end or state.best_model_checkpoint is None:
            return
        metric = args.metric_for_best_model
        metric = metric if metric.startswith("eval_") else f"eval_{metric}"
        self._run.tags(selected_by=f"best:{metric}:{'max' if args.greater_is_better else 'min'}",
                       best_model_checkpoint=state.best_model_checkpoint)
