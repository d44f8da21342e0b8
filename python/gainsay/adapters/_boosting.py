"""The evaluations of gradient boosting, an iteration at a time, as curves."""
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from gainsay import Run
from gainsay.adapters._recording import Numbers


class Evaluation(NamedTuple):
    """One metric on one evaluation set; of cross-validation the mean and standard deviation over folds."""

    data: str
    metric: str
    value: Any
    deviation: Any = None


class BoostingCurves:
    """Logs evaluations as curves `<data>_<metric>`; of cross-validation also `<data>_<metric>_std`.

    names: what to call an evaluation set instead; "" leaves its name away, which is how an audit knows the test set:
    {"validation_0": "val", "test": ""}.
    """

    def __init__(self, run: Run, names: Mapping[str, str] | None, source: str) -> None:
        self._numbers = Numbers(run, source)
        self._names = names or {}

    def log(self, iteration: int, evaluations: Iterable[Evaluation]) -> None:
        """Logs the evaluations of one iteration."""
        metrics = {}
        for evaluation in evaluations:
            data = self._names.get(evaluation.data, evaluation.data)
            name = f"{data}_{evaluation.metric}" if data else evaluation.metric
            metrics[name] = evaluation.value
            if evaluation.deviation is not None:
                metrics[f"{name}_std"] = evaluation.deviation
        self._numbers.log(metrics, iteration)
