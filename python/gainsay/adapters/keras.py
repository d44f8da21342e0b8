"""Keras: the logs of every epoch as curves.

    with gainsay.run(method="mlp", dataset="digits", seed=3) as run:
        callback = GainsayCallback(run)
        model.fit(x, y, validation_split=0.2, epochs=10, callbacks=[callback])
        model.evaluate(x_test, y_test, callbacks=[callback])
"""
from collections.abc import Mapping
from typing import Any

from keras.callbacks import Callback

from gainsay._decorator import _is_setting
from gainsay import Run
from gainsay.adapters._recording import Numbers


class GainsayCallback(Callback):  # type: ignore[misc]
    """For `callbacks` of fit and evaluate, of Keras 3 with any backend and of tf.keras; logs into run, and does not end it.

    run: a gainsay.Run. batches: log every training batch, too, as `batch_<metric>`; Keras gives the mean over the epoch so far.

    Curves: the logs of each epoch (`loss`, `val_loss`, ...), by epoch from 0 on; the learning rate where it is a number.
    Params: `epochs`, `steps_per_epoch` and the settings of the optimizer (`optimizer.name`, ...). Results: what
    evaluate measures with this callback, under Keras' names; the evaluations within fit are curves.
    """

    def __init__(self, run: Run, batches: bool = False) -> None:
        super().__init__()
        self._run = run
        self._logs_batches = batches
        self._numbers = Numbers(run, "gainsay.adapters.keras")
        self._fits = False
        self._batch = 0

    def on_train_begin(self, logs: Mapping[str, Any] | None = None) -> None:
        """Records the settings."""
        self._fits = True
        names = {"epochs": "epochs", "steps": "steps_per_epoch"}
        self._run.params({name: self.params[key] for key, name in names.items() if self.params.get(key) is not None})
        optimizer = getattr(self.model, "optimizer", None)
        if optimizer is not None:
            settings = {name: value for name, value in optimizer.get_config().items() if _is_setting(value)}
            self._run.param("optimizer", {**settings, "name": type(optimizer).__name__})  # Keras' own name counts: sgd_2

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Logs an epoch."""
        self._numbers.log({**self._learning_rate(), **(logs or {})}, epoch)

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Logs a batch, where that was asked for; batches count through all epochs."""
        if self._logs_batches:
            self._numbers.log({f"batch_{name}": value for name, value in (logs or {}).items()}, self._batch)
            self._batch += 1

    def on_test_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Records what evaluate measured."""
        if not self._fits:
            self._numbers.result(logs or {})

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """From now on an evaluation is a result."""
        self._fits = False

    def _learning_rate(self) -> dict[str, float]:
        rate = getattr(getattr(self.model, "optimizer", None), "learning_rate", None)
        try:
            return {} if rate is None else {"learning_rate": float(rate)}
        except (TypeError, ValueError):  # a schedule
            return {}
