"""A run with the calls of a W&B run: log, define_metric, finish, and its config and summary."""
import atexit
import fnmatch
import os
import warnings
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import gainsay
from gainsay.adapters._recording import Numbers
from gainsay.compat._wandb_entries import Config, Summary

_WAYS = ("last", "min", "max", "first", "none")


class Error(Exception):
    """A call that needs a run where there is none."""


class Run:
    """What wandb.init returns: id, name, project, config, summary, log, define_metric, finish; a context manager.

    recorded: the gainsay.Run, also as attribute `recorded`; None records nothing. The numbers of the summary become results
    when the run ends, with the tag `selected_by` (or `selected_by.<metric>`, where not all were chosen alike) for
    those that were logged.
    """

    def __init__(self, recorded: gainsay.Run | None, config: Mapping[str, Any], labels: Mapping[str, str],
                 first_step: int = 0) -> None:
        self.recorded = recorded
        self._labels = dict(labels)
        self.config = Config(recorded, config)
        self.summary = Summary()
        self.ended = False
        self.step = first_step
        self._ways: dict[str, str] = {}
        self._numbers = None if recorded is None else Numbers(recorded, "wandb.log")
        self._pid = os.getpid()
        atexit.register(self._record_summary)  # after Gainsay's own, and so before it: the run is open still

    @property
    def id(self) -> str:
        """Gainsay's id of the run; "" where nothing is recorded."""
        return self.recorded.id if self.recorded is not None else ""

    @property
    def name(self) -> str:
        """The run's name, tag `name`; "" where there is none."""
        return self._labels.get("name", "")

    @name.setter
    def name(self, name: str) -> None:
        self._labels["name"] = name
        if self.recorded is not None:
            self.recorded.tag("name", name)

    @property
    def project(self) -> str:
        """The project; "" where there is none."""
        return self._labels.get("project", "")

    def log(self, data: Mapping[str, Any], step: int | None = None, commit: bool | None = None) -> None:
        """Logs one step; nested dicts become metrics with dots (`val.loss`).

        step: left out: the one after the last one committed. commit: whether the next call is another step; default: unless a
        step is given. A step before the last one is kept, too (W&B drops it).
        """
        if self.ended:
            raise Error(f"wandb.log: run {self.id} is finished")
        place = self.step if step is None else int(step)
        if self._numbers is not None:
            for key, value in self._numbers.log(dict(_flat(data)), place).items():
                self.summary.take(key, float(value), self._way(key))
        done = step is None if commit is None else commit
        self.step = max(self.step, place + 1 if done else place)

    def define_metric(self, name: str, step_metric: Any = None, step_sync: Any = None, hidden: Any = None,
                      summary: str | None = None, goal: str | None = None, overwrite: Any = None) -> None:
        """summary: first, last, min, max or none: which logged value is the result, under the metric's own name; best: min or
        max, as goal says. goal: minimize or maximize, kept as tag `goal.<name>`. name may end in *. A step_metric has no
        meaning: points keep their step; a warning says so."""
        if goal is not None and self.recorded is not None:
            self.recorded.tag(f"goal.{name}", goal)
        if step_metric is not None:
            warnings.warn(f"wandb.define_metric: {name!r} is kept by step and not by step_metric={step_metric!r}", stacklevel=2)
        way = {"minimize": "min", "maximize": "max"}.get(goal or "") if summary == "best" else summary
        if way in _WAYS:
            self._ways[name] = way
        elif summary is not None:
            raise ValueError(f"wandb.define_metric: summary {summary!r} of {name!r} is none of {', '.join(_WAYS)}, "
                             "best (which needs a goal)")

    def finish(self, exit_code: int | None = None, quiet: bool | None = None) -> None:
        """Ends the run: finished, or failed where exit_code is not 0. Calling it again does nothing."""
        if self.ended:
            return
        self._close()
        if self.recorded is not None:
            self.recorded.finish(*(("failed", "crash", exit_code) if exit_code else ("finished", "", exit_code)))

    def __enter__(self) -> "Run":
        if self.recorded is not None:
            self.recorded.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self.ended:
            return
        self._close()
        if self.recorded is not None:
            self.recorded.__exit__(kind, error, traceback)

    def _way(self, metric: str) -> str:
        if metric in self._ways:
            return self._ways[metric]
        return next((way for name, way in self._ways.items() if fnmatch.fnmatchcase(metric, name)), "last")

    def _close(self) -> None:
        self._record_summary()
        self.ended = True
        atexit.unregister(self._record_summary)

    def _record_summary(self) -> None:
        if self.recorded is None or self._numbers is None or self.recorded.finished or self._pid != os.getpid():
            return
        recorded = self._numbers.result(dict(_flat(self.summary)))
        chosen = {metric: way for metric, way in self.summary._logged.items() if metric in recorded}
        if len(chosen) == len(recorded) and len(set(chosen.values())) == 1:
            self.recorded.tag("selected_by", next(iter(chosen.values())))
        else:
            self.recorded.tags({f"selected_by.{metric}": way for metric, way in chosen.items()})


def _flat(data: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
