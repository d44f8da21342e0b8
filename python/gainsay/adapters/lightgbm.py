"""LightGBM: the evaluations of every iteration as curves, and the parameters.

    with gainsay.run(method="trees", dataset="adult", seed=3) as run:
        booster = lightgbm.train(params, train, 200, valid_sets=[valid], valid_names=["val"], callbacks=[GainsayCallback(run)])
        run.result(accuracy=accuracy_of(booster))

LightGBM itself is not imported: its callbacks are functions.
"""
from collections.abc import Mapping
from typing import Any

from gainsay import Run
from gainsay.adapters._boosting import BoostingCurves, Evaluation


class GainsayCallback:
    """For `callbacks` of lightgbm.train, lightgbm.cv and the estimators; logs into run, and does not end it.

    run: a gainsay.Run. names: what to call an evaluation set instead of its own name: {"valid_0": "val",
    "training": "train", "test": ""}. Curves are called `<set>_<metric>` (of cv also `<set>_<metric>_std`), steps are
    iterations. params: record the parameters that LightGBM trains with as params. No result is chosen: that is the
    script's to say.
    """

    order = 20  # before early stopping (30), so that the iteration that it stops at is logged, too
    before_iteration = False

    def __init__(self, run: Run, names: Mapping[str, str] | None = None, params: bool = True) -> None:
        self._run = run
        self._takes_params = params
        self._curves = BoostingCurves(run, names, "gainsay.adapters.lightgbm")

    def __call__(self, env: Any) -> None:
        """Logs one iteration."""
        if self._takes_params and env.iteration == env.begin_iteration:
            self._run.params({name: value for name, value in env.params.items() if not callable(value)})
        self._curves.log(env.iteration, [_evaluation(result) for result in env.evaluation_result_list or ()])


def _evaluation(result: Any) -> Evaluation:
    data, metric, value, _, *deviation = result  # a plain tuple before LightGBM 4.7
    return Evaluation(data, metric, value, *deviation)
