"""Training with the real XGBoost."""
import numpy as np
import pytest

xgboost = pytest.importorskip("xgboost", reason="xgboost is not installed: slow/test_real_libraries.py installs it")
from gainsay.adapters.xgboost import GainsayCallback  # noqa: E402

_stream = np.random.Generator(np.random.PCG64(7))
X = _stream.normal(size=(200, 4))
Y = (X[:, 0] + 0.5 * _stream.normal(size=200) > 0).astype(int)
PARAMS = {"objective": "binary:logistic", "eval_metric": ["logloss", "auc"], "max_depth": 2, "nthread": 1}


def sets():
    return xgboost.DMatrix(X[:150], Y[:150]), xgboost.DMatrix(X[150:], Y[150:])


def test_the_curves_are_the_history_that_xgboost_keeps(study):
    train, valid = sets()
    history = {}
    with study.run(params=PARAMS) as run:
        xgboost.train(PARAMS, train, 12, evals=[(train, "train"), (valid, "val")], evals_result=history, verbose_eval=False,
                      callbacks=[GainsayCallback(run)])
    curves = study.only_run()["curves"]
    assert set(curves) == {"train_logloss", "train_auc", "val_logloss", "val_auc"}
    for data in ("train", "val"):
        for metric in ("logloss", "auc"):
            assert curves[f"{data}_{metric}"]["value"] == history[data][metric]
            assert curves[f"{data}_{metric}"]["step"] == list(range(12))


def test_early_stopping_says_the_best_round(study):
    train, valid = sets()
    with study.run() as run:
        booster = xgboost.train(PARAMS, train, 300, evals=[(valid, "val")], verbose_eval=False, early_stopping_rounds=5,
                                callbacks=[GainsayCallback(run)])
    recorded = study.only_run()
    assert recorded["tags"]["best_iteration"] == str(booster.best_iteration)
    assert len(recorded["curves"]["val_auc"]["value"]) == booster.best_iteration + 6


def test_without_early_stopping_no_best_round_is_made_up(study):
    train, _ = sets()
    with study.run() as run:
        xgboost.train(PARAMS, train, 3, callbacks=[GainsayCallback(run)])
    recorded = study.only_run()
    assert "curves" not in recorded and "best_iteration" not in recorded.get("tags", {})


def test_cross_validation_gives_mean_and_deviation(study):
    with study.run() as run:
        table = xgboost.cv(PARAMS, sets()[0], 5, nfold=3, seed=0, as_pandas=False, callbacks=[GainsayCallback(run)])
    curves = study.only_run()["curves"]
    assert curves["test_auc"]["value"] == table["test-auc-mean"]
    assert curves["test_auc_std"]["value"] == table["test-auc-std"]


def test_the_estimators_set_is_called_as_named(study):
    with study.run() as run:
        callback = GainsayCallback(run, names={"validation_0": "val", "validation_1": ""})
        model = xgboost.XGBClassifier(n_estimators=4, eval_metric="logloss", n_jobs=1, callbacks=[callback])
        model.fit(X[:150], Y[:150], eval_set=[(X[150:], Y[150:]), (X[:150], Y[:150])], verbose=False)
    curves = study.only_run()["curves"]
    assert curves["val_logloss"]["value"] == model.evals_result()["validation_0"]["logloss"]
    assert curves["logloss"]["value"] == model.evals_result()["validation_1"]["logloss"]
