"""scikit-learn: what a search tried and what cross-validation measured, as runs.

    search = GridSearchCV(SVC(), {"C": [0.1, 1, 10]}, cv=5).fit(x_train, y_train)
    log_cv_results(search, method="svm", dataset="digits")

    scores = cross_validate(SVC(C=1), x, y, cv=10, scoring=["accuracy"])
    log_cross_validate(scores, method="svm", dataset="digits", params={"C": 1})

scikit-learn itself is not imported. The runs are recorded after the fact: their times are those of the recording, what the
fits took is in the results.
"""
import re
from collections.abc import Mapping
from typing import Any

from gainsay.adapters._recording import Numbers, start_beside

_SPLIT = re.compile(r"split(\d+)_(test|train)_(.+)")
_SCORES = re.compile(r"(test|train)_(.+)")


def log_cv_results(search: Any, *, method: str, dataset: str | None = None, params: Mapping[str, Any] | None = None,
                   **fields: Any) -> list[str]:
    """Records each candidate and split of a fitted search as one `tune` run; returns their ids, candidate by candidate.

    search: a fitted GridSearchCV, RandomizedSearchCV or halving search, or its cv_results_. method, dataset: as for
    `gainsay.run`. params: of all candidates; those of the candidate come on top. fields: further ones of `gainsay.run`
    (seed, tags, study, ...); capture is False unless given, for it takes some 40 ms a run.

    What scikit-learn calls test score is measured on the split that the search chooses by; the runs have split
    `validation`, so that an audit does not take it for the test set. Results: `score`, or each metric's name; with
    return_train_score `train_<metric>` too. The mean times of a candidate are in tags (`mean_fit_seconds`), for they are of
    no single split. Tag `selected` is `yes` in the runs of the candidate that the search chose. A split whose fit failed
    (error_score) has NaN, and is kept.

    Raises ValueError for a search that is not fitted.
    """
    table = search if isinstance(search, Mapping) else getattr(search, "cv_results_", None)
    if table is None:
        raise ValueError(f"log_cv_results: {type(search).__name__} has no cv_results_: fit the search first")
    columns = [(match, table[name]) for name in table if (match := _SPLIT.fullmatch(name))]
    folds = sorted({int(match[1]) for match, _ in columns})
    chosen = getattr(search, "best_index_", None)
    ids = []
    for index, candidate in enumerate(table["params"]):
        tags = {**(fields.get("tags") or {}), **_search_tags(search, table, index)}
        if chosen is not None:
            tags["selected"] = "yes" if index == chosen else "no"
        for fold in folds:
            metrics = {_name(match[2], match[3]): column[index] for match, column in columns if int(match[1]) == fold}
            described = {"split": "validation", "capture": False, **fields, "method": method, "dataset": dataset, "fold": fold,
                         "purpose": "tune", "params": {**(params or {}), **candidate}, "tags": tags}
            ids.append(_record(described, metrics))
    return ids


def log_cross_validate(scores: Mapping[str, Any], *, method: str, dataset: str | None = None,
                       params: Mapping[str, Any] | None = None, **fields: Any) -> list[str]:
    """Records each fold of cross_validate as one run with its results; returns their ids.

    scores: what cross_validate returned, n folds an entry; of cross_val_score: {"test_score": scores}. params: for instance
    estimator.get_params(). fields: further ones of `gainsay.run`; purpose is `final` unless given.

    Results: `score`, or each metric's name; `train_<metric>`; `fit_seconds` and `score_seconds`. Fitted estimators and
    indices are not recorded. The folds share training data: compare them with the corrected resampled t test, which
    `fold` tells Gainsay to use.

    Raises ValueError where entries differ in length or there is no score.
    """
    columns = {_score_name(name): values for name, values in scores.items() if name not in ("estimator", "indices")}
    lengths = {len(values) for values in columns.values()}
    if len(lengths) != 1 or not any(_SCORES.fullmatch(name) for name in scores):
        raise ValueError(f"log_cross_validate: entries {', '.join(scores)} of lengths {sorted(lengths)}: "
                         "it takes what cross_validate returned")
    described = {**fields, "method": method, "dataset": dataset, "params": params}
    return [_record({**described, "fold": fold}, {name: values[fold] for name, values in columns.items()})
            for fold in range(lengths.pop())]


def _record(described: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    with start_beside(**described) as run:
        Numbers(run, "gainsay.adapters.sklearn").result(metrics)
    return run.id


def _name(side: str, metric: str) -> str:
    return f"train_{metric}" if side == "train" else metric


def _score_name(name: str) -> str:
    match = _SCORES.fullmatch(name)
    if match:
        return _name(match[1], match[2])
    return {"fit_time": "fit_seconds", "score_time": "score_seconds"}.get(name, name)


def _search_tags(search: Any, table: Mapping[str, Any], index: int) -> dict[str, str]:
    tags = {} if isinstance(search, Mapping) else {"search": type(search).__name__}
    for name in ("fit", "score"):
        if f"mean_{name}_time" in table:
            tags[f"mean_{name}_seconds"] = repr(float(table[f"mean_{name}_time"][index]))
    if "iter" in table:  # a halving search
        tags["iteration"], tags["resources"] = str(table["iter"][index]), str(table["n_resources"][index])
    return tags
