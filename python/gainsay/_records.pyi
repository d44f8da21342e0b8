import datetime
from collections.abc import Mapping
from typing import Any, Literal

from gainsay import _study
from gainsay._reading import Study
from gainsay._table import Table

class Record:
    def __init__(self, values: Mapping[str, Any]) -> None: ...
    def __getattr__(self, name: str) -> Any: ...
    def to_dict(self) -> dict[str, Any]: ...

class Comparison(Record):
    method: str
    against: str
    dataset: str | None
    datasets: list[str]
    metric: str
    n: list[int]
    means: list[float | None]
    sds: list[float | None]
    paired: bool
    test: str
    reason: str | None
    estimate: float | None
    standard_error: float | None
    interval: list[float] | None
    confidence: float | None
    p: float | None
    p_adjusted: float | None
    verdict: Literal["superior", "non-inferior", "equivalent", "inferior", "undecided"]
    @classmethod
    def parse_list(cls, text: str) -> list[Comparison]: ...

class Claim(Record):
    id: str
    text: str
    kind: str
    verdict: str
    comparisons: list[Comparison]

class Finding(Record):
    rule: str
    name: str
    kind: Literal["fail", "open", "review", "pass", "not-applicable"]
    severity: Literal["error", "warning", "note"]
    certainty: Literal["deterministic", "statistical", "heuristic"]
    claim: str | None
    method: str | None
    against: str | None
    dataset: str | None
    metric: str | None
    runs: list[str]
    message: str
    evidence: dict[str, Any]
    suppressed: str | None

class AuditReport(Record):
    study: str
    stage: Literal["explore", "draft", "submit"]
    profile: Literal["science", "engineering"]
    alpha: float
    claims: list[Claim]
    findings: list[Finding]
    @classmethod
    def parse(cls, text: str) -> AuditReport: ...
    @property
    def errors(self) -> list[Finding]: ...
    @property
    def ok(self) -> bool: ...

class PainPoint(Record):
    rank: int
    pain_point: str
    what: str
    reference: str
    value: float | None
    reference_value: float | None
    shortfall: float | None
    interval: list[float] | None
    unit: str | None
    test: str | None
    p: float | None
    p_adjusted: float | None

class PainPoints(Record):
    method: str
    alpha: float
    tests: int
    candidates: list[PainPoint]
    not_searched: list[str]
    @classmethod
    def parse(cls, text: str) -> PainPoints: ...

class Value(Record):
    product: float
    root: float
    stars: int

class ValueRange(Record):
    low: Value
    middle: Value
    high: Value

class ValueFactor(Record):
    name: str
    counted: bool
    low: int
    high: int
    basis: str
    raises: list[str]

class ValueCard(Record):
    study: str
    profile: Literal["science", "engineering"]
    stars: int
    value: ValueRange
    factors: list[ValueFactor]
    holds_down: str | None
    @classmethod
    def parse(cls, text: str) -> ValueCard: ...

class ResultTable(Record):
    kind: Literal["main", "ablation"]
    metric: str
    unit: str
    datasets: list[str]
    def __init__(self, native: _study.ResultTable) -> None: ...
    def to_latex(self) -> str: ...
    def to_markdown(self) -> str: ...
    def to_csv(self) -> str: ...

class RecordedRun:
    id: str
    method: str | None
    dataset: str | None
    split: str | None
    seed: int | None
    fold: int | None
    purpose: Literal["final", "tune", "pilot"]
    role: str | None
    status: Literal["running", "finished", "failed", "killed", "lost"]
    failure: str | None
    parent: str | None
    started_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    host: str | None
    device: str | None
    git_commit: str | None
    git_dirty: bool | None
    exit_code: int | None
    dropped: int
    excluded: str | None
    params: dict[str, bool | int | float | str]
    tags: dict[str, str]
    environment: dict[str, str]
    results: dict[str, float]
    def __init__(self, study: Study, id: str) -> None: ...
    def curve(self, metric: str) -> Table: ...
    def items(self, metric: str) -> Table: ...
