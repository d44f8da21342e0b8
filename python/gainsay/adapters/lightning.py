"""Lightning: a logger for `Trainer(logger=...)`.

    logger = GainsayLogger(method="bn", dataset="digits", seed=3)
    trainer = lightning.Trainer(max_epochs=10, logger=logger)
    trainer.fit(model, train, valid)
    logger.experiment.result(trainer.test(model, test)[0])
"""
import argparse
from collections.abc import Mapping
from typing import Any

try:
    from lightning.pytorch.loggers.logger import Logger, rank_zero_experiment
    from lightning.pytorch.utilities import rank_zero_only
except ModuleNotFoundError as _missing:
    if _missing.name not in ("lightning", "lightning.pytorch"):
        raise
    from pytorch_lightning.loggers.logger import Logger, rank_zero_experiment
    from pytorch_lightning.utilities import rank_zero_only

from gainsay._decorator import _is_setting
from gainsay import Run
from gainsay import run as start_run
from gainsay._surroundings import is_secret
from gainsay.adapters._recording import Numbers


class GainsayLogger(Logger):  # type: ignore[misc]
    """Logs what Lightning logs into one run: `logger.experiment`.

    run: log into this run, and do not end it. Or fields, as for `gainsay.run` (method, dataset, seed, ...): the run
    starts when it is first needed, in the first process of a distributed job alone; it fails when the Trainer fails,
    and otherwise ends with `logger.experiment.finish()` or with the process, for Trainer.test after Trainer.fit belongs to it.
    prefix: before the name of each metric.

    Curves: all that is logged, by step. Params: what save_hyperparameters keeps, if it is a number, a text, None, or
    lists and dicts of those; else it is left out, with a warning; values of names that look like secrets become ***.
    Results are not chosen: give what Trainer.test returns to `logger.experiment.result`.
    """

    def __init__(self, run: Run | None = None, prefix: str = "", **fields: Any) -> None:
        super().__init__()
        self._run = run
        self._owns_run = run is None
        self._fields = fields
        self._prefix = prefix
        self._numbers: Numbers | None = None

    @property
    @rank_zero_experiment  # type: ignore[misc]
    def experiment(self) -> Run:
        """The gainsay.Run."""
        if self._run is None:
            self._run = start_run(**self._fields)
        return self._run

    @property
    def name(self) -> str | None:
        """The method."""
        return self._run.method if self._run is not None else self._fields.get("method")

    @property
    def version(self) -> str | None:
        """The run's id; None where there is no run: in further processes."""
        run = self.experiment
        return run.id if isinstance(run, Run) else None

    @rank_zero_only  # type: ignore[misc]
    def log_metrics(self, metrics: Mapping[str, Any], step: int | None = None) -> None:
        """Logs points of one step."""
        if self._numbers is None:
            self._numbers = Numbers(self.experiment, "GainsayLogger")
        self._numbers.log({f"{self._prefix}{name}": value for name, value in metrics.items()}, step)

    @rank_zero_only  # type: ignore[misc]
    def log_hyperparams(self, params: Mapping[str, Any] | argparse.Namespace, *_: Any, **__: Any) -> None:
        """Records parameters."""
        if self._numbers is None:
            self._numbers = Numbers(self.experiment, "GainsayLogger")
        for name, value in (vars(params) if isinstance(params, argparse.Namespace) else params).items():
            if _is_setting(value):
                self.experiment.param(name, "***" if is_secret(name) else value)
            else:
                self._numbers.warn(name, f"it is a {type(value).__name__} and no setting")

    @rank_zero_only  # type: ignore[misc]
    def finalize(self, status: str) -> None:
        """Ends the run where the Trainer failed."""
        if self._owns_run and self._run is not None and status != "success":
            self._run.finish("failed", "exception")
