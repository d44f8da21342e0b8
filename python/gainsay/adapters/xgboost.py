"""XGBoost: the evaluations of every round as curves.

    with gainsay.run(method="trees", dataset="adult", seed=3, params=params) as run:
        booster = xgboost.train(params, train, 200, evals=[(train, "train"), (valid, "val")], callbacks=[GainsayCallback(run)])
        run.result(accuracy=accuracy_of(booster))
"""
from collections.abc import Mapping
from typing import Any

from xgboost.callback import TrainingCallback

from gainsay import Run
from gainsay.adapters._boosting import BoostingCurves, Evaluation


class GainsayCallback(TrainingCallback):  # type: ignore[misc]
    """For `callbacks` of xgboost.train, xgboost.cv and the estimators; logs into run, and does not end it.

    run: a gainsay.Run. names: what to call an evaluation set instead of its own name: the estimators' `validation_0`
    is {"validation_0": "val"}, the test set {"test": ""}. Curves are called `<set>_<metric>` (of cv also
    `<set>_<metric>_std`), steps are rounds. With early stopping tag `best_iteration` says which round was best. No
    result is chosen: that is the script's to say.
    """

    def __init__(self, run: Run, names: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._run = run
        self._curves = BoostingCurves(run, names, "gainsay.adapters.xgboost")

    def after_iteration(self, model: Any, epoch: int, evals_log: Mapping[str, Mapping[str, Any]]) -> bool:
        """Logs the last values of the history; never stops the training."""
        self._curves.log(epoch, [_evaluation(data, metric, values[-1])
                                 for data, metrics in evals_log.items() for metric, values in metrics.items()])
        return False

    def after_training(self, model: Any) -> Any:
        """Records the best round, where early stopping found one."""
        try:
            best = model.best_iteration
        except (AttributeError, TypeError):  # there was no early stopping; of cv it is a TypeError
            return model
        self._run.tag("best_iteration", best)
        return model


def _evaluation(data: str, metric: str, value: Any) -> Evaluation:
    return Evaluation(data, metric, *value) if isinstance(value, tuple) else Evaluation(data, metric, value)
