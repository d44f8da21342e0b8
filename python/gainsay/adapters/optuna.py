"""Optuna: every trial of a study as one `tune` run.

    callback = GainsayCallback(method="bn", dataset="digits", metrics="val_accuracy")
    optuna.create_study(direction="maximize").optimize(objective, n_trials=50, callbacks=[callback])
"""
from collections.abc import Sequence
from typing import Any

from gainsay.adapters._recording import Numbers, start_beside


class GainsayCallback:
    """Called by Optuna after each trial; records it as a run of purpose `tune`.

    method: as for `gainsay.run`. metrics: the name of the objective, or the names of several, in Optuna's order; left out:
    the study's metric_names, else `objective`, or `objective_0`, `objective_1`, ... fields: further ones of
    `gainsay.run` (dataset, seed, split, params, tags, study, ...); capture is False unless given. Where the objective is
    measured on a validation split, name it `val_...` or give split="validation": an audit asks what the tuning chose by.

    Params: the trial's. Results: its values. Curves: its intermediate values, under the name of the one objective. Tags:
    `trial` (number), `optuna_study`, `state`, `direction` and the trial's user attributes (`user.<name>`).
    A trial that failed is a failed run; one that was pruned is finished, has tag `state` = pruned, its curve, and no result:
    the value of its last step stands for no whole training. Trials may end in several threads at a time.

    Raises ValueError where the number of metrics is not that of the trial's values.
    """

    def __init__(self, method: str, metrics: str | Sequence[str] | None = None, **fields: Any) -> None:
        self._method = method
        self._metrics = [metrics] if isinstance(metrics, str) else metrics
        self._fields = fields

    def __call__(self, study: Any, trial: Any) -> None:
        names = self._names(study)
        state = trial.state.name.lower()
        tags = {"trial": trial.number, "optuna_study": study.study_name, "state": state,
                "direction": ",".join(direction.name.lower() for direction in study.directions),
                **{f"user.{name}": value for name, value in trial.user_attrs.items()}}
        described = {"capture": False, **self._fields, "method": self._method, "purpose": "tune",
                     "params": {**(self._fields.get("params") or {}), **trial.params},
                     "tags": {**(self._fields.get("tags") or {}), **tags}}
        run = start_beside(**described)
        try:
            numbers = Numbers(run, "gainsay.adapters.optuna")
            for step, value in sorted(trial.intermediate_values.items()):
                numbers.log({names[0]: value}, step)
            if state == "complete":
                numbers.result(dict(zip(names, trial.values, strict=True)))
        finally:
            run.finish(*(("failed", "exception") if state == "fail" else ("finished",)))

    def _names(self, study: Any) -> Sequence[str]:
        n = len(study.directions)
        names = self._metrics or study.metric_names or (["objective"] if n == 1 else [f"objective_{i}" for i in range(n)])
        if len(names) != n:
            raise ValueError(f"GainsayCallback: {len(names)} metrics ({', '.join(names)}) for a study of {n} objectives")
        return names
