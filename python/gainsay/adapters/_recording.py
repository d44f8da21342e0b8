"""How adapters start runs, and how they leave out what is not a number."""
import operator
import os
import warnings
from collections.abc import Mapping
from typing import Any

from gainsay import _native
from gainsay import Run
from gainsay import run as start_run


def start_beside(**fields: Any) -> Run:
    """Starts a run that never joins the one that is open: under `gainsay run` it is a child of that.

    fields: as for `gainsay.run`, with a method.
    """
    around = os.environ.get("GAINSAY_RUN")
    if around and not fields.get("parent"):
        fields["parent"] = around
    return start_run(id=_native.new_run_id(), **fields)


def single(value: Any) -> Any:
    """The one element of an array or tensor that has one, whatever its shape; anything else as it is."""
    shape = getattr(value, "shape", ())
    if shape != () and callable(getattr(value, "item", None)) and all(extent == 1 for extent in shape):
        return value.item()
    return value


class Numbers:
    """Logs into a run what is a number and leaves out the rest: one warning for each name, which says why.

    run: a gainsay.Run. source: who logs, for the warning. Not for several threads at a time.
    """

    def __init__(self, run: Run, source: str) -> None:
        self.run = run
        self._source = source
        self._warned: set[str] = set()
        self._next = 0

    def log(self, metrics: Mapping[str, Any], step: Any = None, time: float | None = None) -> dict[str, Any]:
        """Logs points of one step (None: the next one) and returns those that were logged.

        time: seconds since the epoch; None: now. Raises TypeError for a step that is no integer.
        """
        place = self._next if step is None else _integer(step)
        values = {str(name): single(value) for name, value in metrics.items()}
        if time is not None or not self._log_all(place, values):
            values = {name: value for name, value in values.items() if self._log_one(name, value, place, time)}
        self._next = place + 1
        return values

    def result(self, metrics: Mapping[str, Any]) -> dict[str, Any]:
        """Records results and returns those that were recorded."""
        recorded = {}
        for name, value in metrics.items():
            try:
                self.run.result({str(name): single(value)})
                recorded[str(name)] = value
            except (TypeError, ValueError) as error:
                self.warn(str(name), str(error))
        return recorded

    def warn(self, name: str, why: str) -> None:
        """Says once for each name that it is left out."""
        if name not in self._warned:
            self._warned.add(name)
            warnings.warn(f"{self._source} leaves out {name!r}: {why}", stacklevel=4)

    def _log_all(self, step: int, values: dict[str, Any]) -> bool:
        try:
            if values:
                self.run.log(step, values)
            return True
        except (TypeError, ValueError):
            return False

    def _log_one(self, name: str, value: Any, step: int, time: float | None) -> bool:
        try:
            if time is None:
                self.run.log(step, {name: value})
            else:
                self.run.curve(name).log([step], [value], [time])
            return True
        except (TypeError, ValueError) as error:
            self.warn(name, str(error))
            return False


def _integer(step: Any) -> int:
    step = single(step)
    if callable(getattr(step, "item", None)):
        step = step.item()
    if isinstance(step, float) and step.is_integer():
        step = int(step)
    try:
        return operator.index(step)
    except TypeError:
        raise TypeError(f"the step is {step!r}: a step is an integer") from None
