"""Searches and cross-validation of the real scikit-learn."""
import subprocess
import sys

import numpy as np
import pytest
from conftest import program

from gainsay.adapters.sklearn import log_cross_validate, log_cv_results

pytest.importorskip("sklearn", reason="scikit-learn is not installed: slow/test_real_libraries.py installs it")
from sklearn.datasets import load_iris  # noqa: E402
from sklearn.experimental import enable_halving_search_cv  # noqa: E402, F401
from sklearn.model_selection import GridSearchCV, HalvingGridSearchCV, cross_val_score, cross_validate  # noqa: E402
from sklearn.tree import DecisionTreeClassifier  # noqa: E402

X, Y = load_iris(return_X_y=True)


def in_order(study, ids):
    """The runs of these ids: ids of one millisecond do not sort by time."""
    return sorted(study.runs(), key=lambda run: ids.index(run["id"]))


def grid(**options):
    return GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [1, 3, None]}, cv=4, **options)


def test_each_candidate_and_split_is_one_tuning_run(study):
    search = grid(return_train_score=True).fit(X, Y)
    ids = log_cv_results(search, method="tree", dataset="iris", params={"criterion": "gini"}, seed=0, study=study.root)
    runs = {run["id"]: run for run in study.runs()}
    assert len(ids) == len(runs) == 12
    for place, id in enumerate(ids):
        candidate, fold = divmod(place, 4)
        run = runs[id]
        assert (run["method"], run["dataset"], run["purpose"], run["fold"], run["seed"]) == ("tree", "iris", "tune", fold, 0)
        assert run["split"] == "validation"
        depth = [1, 3, None][candidate]
        assert run["params"] == {"criterion": "gini", "max_depth": "None" if depth is None else depth}
        assert run["results"] == {"score": search.cv_results_[f"split{fold}_test_score"][candidate],
                                  "train_score": search.cv_results_[f"split{fold}_train_score"][candidate]}
        assert run["tags"]["selected"] == ("yes" if candidate == search.best_index_ else "no")
        assert float(run["tags"]["mean_fit_seconds"]) == search.cv_results_["mean_fit_time"][candidate]


def test_several_metrics_keep_their_names(study):
    search = grid(scoring=["accuracy", "f1_macro"], refit="accuracy").fit(X, Y)
    log_cv_results(search, method="tree", study=study.root)
    assert set(study.runs()[0]["results"]) == {"accuracy", "f1_macro"}


def test_a_fit_that_failed_is_nan(study):
    search = GridSearchCV(DecisionTreeClassifier(), {"max_depth": [1, -5]}, cv=2)
    with pytest.warns(Warning, match="fits failed"):
        search.fit(X, Y)
    ids = log_cv_results(search, method="tree", study=study.root)
    assert [run["results"]["score"] == "nan" for run in in_order(study, ids)] == [False, False, True, True]


def test_a_halving_search_says_the_iteration_of_each_candidate(study):
    search = HalvingGridSearchCV(DecisionTreeClassifier(), {"max_depth": [1, 2, 3]}, cv=2, random_state=0).fit(X, Y)
    ids = log_cv_results(search, method="tree", study=study.root)
    iterations = [run["tags"]["iteration"] for run in in_order(study, ids)]
    assert iterations == [str(entry) for entry in np.repeat(search.cv_results_["iter"], 2)]


def test_a_search_that_is_not_fitted_is_refused(study):
    with pytest.raises(ValueError, match="GridSearchCV has no cv_results_: fit the search first"):
        log_cv_results(grid(), method="tree", study=study.root)


def test_the_folds_of_cross_validate_are_runs_with_results(study):
    tree = DecisionTreeClassifier(max_depth=2, random_state=0)
    scores = cross_validate(tree, X, Y, cv=5, scoring=["accuracy"], return_train_score=True, return_estimator=True)
    ids = log_cross_validate(scores, method="tree", dataset="iris", params=tree.get_params(), study=study.root)
    runs = in_order(study, ids)
    assert [run["fold"] for run in runs] == [0, 1, 2, 3, 4]
    assert [run["results"]["accuracy"] for run in runs] == list(scores["test_accuracy"])
    assert set(runs[0]["results"]) == {"accuracy", "train_accuracy", "fit_seconds", "score_seconds"}
    assert {(run["purpose"], run["status"], run["params"]["max_depth"]) for run in runs} == {("final", "finished", 2)}


def test_cross_val_score_is_recorded_under_the_name_given(study):
    scores = cross_val_score(DecisionTreeClassifier(max_depth=2), X, Y, cv=3)
    ids = log_cross_validate({"test_accuracy": scores}, method="tree", study=study.root)
    assert [run["results"]["accuracy"] for run in in_order(study, ids)] == list(scores)


@pytest.mark.parametrize("scores", [{}, {"test_score": [1, 2], "fit_time": [1]}, {"fit_time": [1]}])
def test_what_cross_validate_did_not_return_is_refused(study, scores):
    with pytest.raises(ValueError, match="it takes what cross_validate returned"):
        log_cross_validate(scores, method="tree", study=study.root)


def test_under_a_command_the_runs_are_its_children(study):
    script = ("from gainsay.adapters.sklearn import log_cross_validate\nimport gainsay\n"
              "log_cross_validate({'test_score': [0.5, 0.6]}, method='tree')\nwith gainsay.run() as run: run.result(done=1)\n")
    (study.root / "cv.py").write_text(script)
    subprocess.run([program(), "run", "-q", "-m", "outer", "--", sys.executable, "cv.py"], cwd=study.root, check=True)
    outer, first, second = sorted(study.runs(), key=lambda run: run["method"])
    assert outer["method"] == "outer" and outer["results"]["done"] == 1
    assert first["parent"] == second["parent"] == outer["id"]
