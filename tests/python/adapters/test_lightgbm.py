"""Training with the real LightGBM."""
import numpy as np
import pytest

from gainsay.adapters.lightgbm import GainsayCallback

lightgbm = pytest.importorskip("lightgbm", reason="lightgbm is not installed: slow/test_real_libraries.py installs it")

_stream = np.random.Generator(np.random.PCG64(7))
X = _stream.normal(size=(200, 4))
Y = (X[:, 0] + 0.5 * _stream.normal(size=200) > 0).astype(int)
PARAMS = {"objective": "binary", "metric": ["binary_logloss", "auc"], "num_leaves": 4, "num_threads": 1, "verbosity": -1}


def sets():
    train = lightgbm.Dataset(X[:150], Y[:150], free_raw_data=False)
    return train, lightgbm.Dataset(X[150:], Y[150:], reference=train, free_raw_data=False)


def test_the_curves_are_the_history_that_lightgbm_keeps(study):
    train, valid = sets()
    history = {}
    with study.run() as run:
        lightgbm.train(PARAMS, train, 12, valid_sets=[train, valid], valid_names=["train", "val"],
                       callbacks=[lightgbm.record_evaluation(history), GainsayCallback(run)])
    recorded = study.only_run()
    assert set(recorded["curves"]) == {"train_binary_logloss", "train_auc", "val_binary_logloss", "val_auc"}
    for data in ("train", "val"):
        for metric in ("binary_logloss", "auc"):
            assert recorded["curves"][f"{data}_{metric}"]["value"] == history[data][metric]
            assert recorded["curves"][f"{data}_{metric}"]["step"] == list(range(12))
    assert recorded["params"].items() >= {"objective": "binary", "num_leaves": 4}.items()


def test_the_iteration_at_which_early_stopping_stops_is_logged(study):
    train, valid = sets()
    with study.run() as run:
        booster = lightgbm.train(PARAMS, train, 300, valid_sets=[valid], valid_names=["val"],
                                 callbacks=[lightgbm.early_stopping(5, verbose=False), GainsayCallback(run, params=False)])
    recorded = study.only_run()
    assert len(recorded["curves"]["val_auc"]["value"]) == booster.best_iteration + 5
    assert "params" not in recorded


def test_cross_validation_gives_mean_and_deviation(study):
    with study.run() as run:
        table = lightgbm.cv(PARAMS, sets()[0], 5, nfold=3, seed=0, callbacks=[GainsayCallback(run)])
    curves = study.only_run()["curves"]
    assert curves["valid_auc"]["value"] == table["valid auc-mean"]
    assert curves["valid_auc_std"]["value"] == table["valid auc-stdv"]


@pytest.mark.filterwarnings("ignore:The argument 'eval_set' is deprecated")
def test_the_estimators_set_is_called_as_named(study):
    with study.run() as run:
        model = lightgbm.LGBMClassifier(n_estimators=4, n_jobs=1, verbosity=-1)
        model.fit(X[:150], Y[:150], eval_set=[(X[150:], Y[150:])], callbacks=[GainsayCallback(run, names={"valid_0": "val"})])
    curve = study.only_run()["curves"]["val_binary_logloss"]
    assert curve["value"] == model.evals_result_["valid_0"]["binary_logloss"]


def test_the_tuples_of_older_versions_are_read(study):
    class Env:
        params, iteration, begin_iteration = {}, 0, 0
        evaluation_result_list = [("val", "auc", 0.75, True), ("valid", "l2", 0.5, False, 0.125)]

    with study.run() as run:
        GainsayCallback(run)(Env)
    curves = study.only_run()["curves"]
    assert {name: curve["value"] for name, curve in curves.items()} == {"val_auc": [0.75], "valid_l2": [0.5], "valid_l2_std": [0.125]}
