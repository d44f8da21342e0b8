"""Trials of the real Optuna."""
import math

import pytest

from gainsay.adapters.optuna import GainsayCallback

optuna = pytest.importorskip("optuna", reason="optuna is not installed: slow/test_real_libraries.py installs it")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def search(study, objective, n=1, callback=None, catch=(), **options):
    """The runs that n trials give, in the order of the trials."""
    tried = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0), **options)
    tried.optimize(objective, n_trials=n, catch=catch, callbacks=[callback or GainsayCallback("bn", "val_acc", study=study.root)])
    return tried, sorted(study.runs(), key=lambda run: int(run["tags"]["trial"]))


def curve_then(trial, *values):
    for step, value in enumerate(values):
        trial.report(value, step)
    return values[-1]


def test_a_trial_is_a_tuning_run(study):
    def objective(trial):
        trial.set_user_attr("epochs", 3)
        lr = trial.suggest_float("lr", 1e-4, 1, log=True)
        trial.suggest_categorical("opt", ["sgd", "adam"])
        trial.suggest_int("layers", 1, 3)
        return curve_then(trial, 0.5, lr)

    callback = GainsayCallback("bn", "val_acc", dataset="digits", seed=3, params={"epochs": 2}, study=study.root)
    tried, runs = search(study, objective, 4, callback, direction="maximize")
    assert len(runs) == 4
    for trial, run in zip(tried.trials, runs, strict=True):
        assert (run["method"], run["dataset"], run["seed"], run["purpose"]) == ("bn", "digits", 3, "tune")
        assert run["params"] == {"epochs": 2, **trial.params}
        assert run["results"] == {"val_acc": trial.value}
        assert (run["curves"]["val_acc"]["step"], run["curves"]["val_acc"]["value"]) == ([0, 1], [0.5, trial.params["lr"]])
        assert run["status"] == "finished"
        assert run["tags"].items() >= {"state": "complete", "direction": "maximize", "user.epochs": "3"}.items()


def test_a_pruned_trial_keeps_its_curve_and_has_no_result(study):
    def objective(trial):
        trial.report(0.5, 0)
        raise optuna.TrialPruned

    _, (run,) = search(study, objective)
    assert (run["status"], run["tags"]["state"]) == ("finished", "pruned")
    assert run["curves"]["val_acc"]["value"] == [0.5] and "results" not in run


def test_a_trial_that_fails_is_a_failed_run(study):
    def objective(trial):
        trial.suggest_float("lr", 0, 1)
        return 1 / 0

    _, (run,) = search(study, objective, catch=(ZeroDivisionError,))
    assert (run["status"], run["failure"], run["tags"]["state"]) == ("failed", "exception", "fail")
    assert "lr" in run["params"] and "results" not in run


def test_a_trial_without_a_number_fails_in_optuna_and_here(study):
    _, (run,) = search(study, lambda trial: math.nan)
    assert run["status"] == "failed" and "results" not in run


def test_several_objectives_have_their_names(study):
    tried, (run,) = search(study, lambda trial: (0.5, 2.0), callback=GainsayCallback("bn", ["acc", "seconds"], study=study.root),
                           directions=["maximize", "minimize"])
    assert run["results"] == {"acc": 0.5, "seconds": 2.0}
    assert run["tags"]["direction"] == "maximize,minimize"


@pytest.mark.filterwarnings("ignore:.*set_metric_names is experimental")
def test_the_names_of_the_study_are_used(study):
    tried = optuna.create_study()
    tried.set_metric_names(["val_loss"])
    tried.optimize(lambda trial: 0.5, n_trials=1, callbacks=[GainsayCallback("bn", study=study.root)])
    assert study.only_run()["results"] == {"val_loss": 0.5}


def test_a_wrong_number_of_names_is_refused(study):
    with pytest.raises(ValueError, match="2 metrics .* for a study of 1 objectives"):
        search(study, lambda trial: 0.5, callback=GainsayCallback("bn", ["a", "b"], study=study.root))


def test_trials_of_several_threads_are_all_recorded(study):
    tried = optuna.create_study()
    tried.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=16, n_jobs=4,
                   callbacks=[GainsayCallback("bn", study=study.root)])
    runs = study.runs()
    assert sorted(int(run["tags"]["trial"]) for run in runs) == list(range(16))
    assert all(run["results"]["objective"] == run["params"]["x"] for run in runs)
