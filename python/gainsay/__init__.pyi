from collections.abc import Callable, Iterable, Mapping
from os import PathLike
from types import TracebackType
from typing import Any, Literal, SupportsFloat, SupportsIndex, TypeVar, overload

from gainsay._native import Curve as Curve
from gainsay._native import Run as _NativeRun
from gainsay._native import __version__ as __version__
from gainsay._reading import Study as Study
from gainsay._reading import open as open
from gainsay._table import Table as Table
from gainsay.errors import Error as Error
from gainsay.errors import FormatError as FormatError
from gainsay.errors import JournalError as JournalError
from gainsay.errors import NotFoundError as NotFoundError
from gainsay.errors import StudyError as StudyError

_Role = Literal["baseline", "variant", "ablation", "reported"]
_Purpose = Literal["final", "tune", "pilot"]
_Function = TypeVar("_Function", bound=Callable[..., Any])

class Run(_NativeRun):
    study: str
    method: str
    dataset: str
    parent: str
    rank: int
    def param(self, name: str, value: Any) -> None: ...
    def params(self, values: Mapping[str, Any] | None = None, /, **more: Any) -> None: ...
    def tag(self, name: str, value: object) -> None: ...
    def tags(self, values: Mapping[str, object] | None = None, /, **more: object) -> None: ...
    @overload
    def result(self, values: str, value: SupportsFloat, /) -> None: ...
    @overload
    def result(self, values: Mapping[str, SupportsFloat] | None = None, value: None = None, /, **more: SupportsFloat) -> None: ...
    def items(self, metric: str, items: Iterable[object], scores: Iterable[SupportsFloat],
              clusters: Iterable[object] | None = None) -> None: ...
    def finish(self, status: Literal["finished", "failed", "killed"] = "finished", failure: str = "",
               exit_code: int | None = None) -> None: ...
    def __enter__(self) -> Run: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 traceback: TracebackType | None) -> Literal[False]: ...

def run(method: str | None = None, dataset: str | None = None, *, seed: SupportsIndex | None = None,
        split: str | None = None, fold: SupportsIndex | None = None, purpose: _Purpose = "final", role: _Role | None = None,
        params: Mapping[str, Any] | None = None, tags: Mapping[str, object] | None = None, parent: Run | str | None = None,
        id: str | None = None, study: str | PathLike[str] | None = None, durable: bool = False,
        capture: bool = True) -> Run: ...
@overload
def track(function: _Function, /) -> _Function: ...
@overload
def track(function: None = None, /, **fields: Any) -> Callable[[_Function], _Function]: ...
