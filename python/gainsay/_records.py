"""What the audit, comparisons and tables say, as objects whose attributes are the keys of the command line's JSON.

_records.pyi names what is always there; keys that a later version adds are attributes, too.
"""
import json


class Record:
    """The attributes of one JSON object. Equal to another one with the same attributes."""

    def __init__(self, values):
        parts = type(self)._parts
        for key, value in values.items():
            if key not in type(self)._plain:
                value = _to_record(value, parts.get(key, Record))
            setattr(self, key, value)

    _parts = {}
    _plain = ()

    def to_dict(self):
        """Plain dicts and lists, as the JSON has them."""
        return {key: _to_plain(value) for key, value in vars(self).items() if not key.startswith("_")}

    def __eq__(self, other):
        return type(self) is type(other) and self.to_dict() == other.to_dict()

    __hash__ = None

    def __repr__(self):
        shown = ", ".join(f"{key}={value!r}" for key, value in self.to_dict().items())
        return f"{type(self).__name__}({shown if len(shown) < 400 else shown[:397] + '...'})"


def _to_record(value, kind):
    if isinstance(value, list):
        return [_to_record(entry, kind) for entry in value]
    return kind(value) if isinstance(value, dict) else value


def _to_plain(value):
    if isinstance(value, Record):
        return value.to_dict()
    return [_to_plain(entry) for entry in value] if isinstance(value, list) else value


class Comparison(Record):
    """Method against one comparator. Estimates are adjusted to the metric's direction: positive means that the method is better."""


    @classmethod
    def parse_list(cls, text):
        return [cls(entry) for entry in json.loads(text)]


class Claim(Record):
    """A claim of gainsay.toml with its verdict: supported, suggestive, not shown or contradicted."""

    _parts = {"comparisons": Comparison, "decisive": Comparison}


class Finding(Record):
    """What a rule says: kind is fail, open, review, pass or not-applicable; severity is error, warning or note."""

    _plain = ("evidence",)


class AuditReport(Record):
    """An audit: claims, findings (what sinks the paper first), and their summary."""

    _parts = {"claims": Claim, "findings": Finding}

    @classmethod
    def parse(cls, text):
        return cls(json.loads(text))

    @property
    def errors(self):
        """The findings that fail as errors and are not suppressed."""
        return [found for found in self.findings if found.kind == "fail" and found.severity == "error" and not found.suppressed]

    @property
    def ok(self):
        """Whether there is no such finding."""
        return not self.errors

    def __str__(self):
        lines = [f"{found.kind} {found.severity}[{found.rule}] {found.message}" for found in self.findings
                 if found.kind in ("fail", "open", "review") and not found.suppressed]
        verdicts = [f"claim {claim.id}: {claim.verdict}: {claim.text}" for claim in self.claims]
        return "\n".join([*verdicts, *lines]) or "nothing was found"

    def _repr_html_(self):
        from html import escape
        return f"<pre>{escape(str(self))}</pre>"


class PainPoint(Record):
    """A place where the runs say that the method is weak. shortfall: positive means that it is worse, in `unit`."""


class PainPoints(Record):
    """The candidates for a patch of a method, those that a test shows first; `tests` were made, and p_adjusted is Holm's over them."""

    _parts = {"candidates": PainPoint}

    @classmethod
    def parse(cls, text):
        return cls(json.loads(text))

    def __str__(self):
        lines = [_pain_point_line(candidate) for candidate in self.candidates]
        plural = "" if len(lines) == 1 else "s"
        return "\n".join([f"{self.method}: {len(lines)} candidate{plural}, {self.tests} tests", *lines])


def _pain_point_line(candidate):
    p = "no test" if candidate.p_adjusted is None else f"p = {candidate.p_adjusted:.2g} (Holm)"
    return f"{candidate.rank}. {candidate.pain_point}: {candidate.what} against {candidate.reference}, {p}"


class Value(Record):
    """The product of the counted factors, its root on the scale of one factor, and that root as stars."""


class ValueRange(Record):
    """The value at the low ends of the factors, at their middles, and at their high ends."""

    _parts = {"low": Value, "middle": Value, "high": Value}


class ValueFactor(Record):
    """One factor, 0 to 5: low and high differ where it is still open."""


class ValueCard(Record):
    """What a study is worth: its factors and their product."""

    _parts = {"factors": ValueFactor, "value": ValueRange}

    @classmethod
    def parse(cls, text):
        (card,) = json.loads(text)["cards"]
        return cls(card)

    def __str__(self):
        low, high = self.value.low.stars, self.value.high.stars
        stars = f"{self.stars} of 5 stars" + (f", {low} to {high} while factors are open" if low != high else "")
        lines = [f"{f.name}: {f.low if f.low == f.high else f'{f.low} to {f.high}'} ({f.basis})" for f in self.factors if f.counted]
        return "\n".join([f"{self.study}: {stars}", *lines])


class ResultTable(Record):
    """A table of a paper. Attributes as in `gainsay table --format json`; str() lays it out as text."""

    def __init__(self, native):
        super().__init__(json.loads(native.printed("json")))
        self._native = native

    def to_latex(self):
        """A table environment for booktabs and siunitx, run ids in comments."""
        return self._native.printed("latex")

    def to_markdown(self):
        """A table for a README or an issue."""
        return self._native.printed("markdown")

    def to_csv(self):
        """Long form, one cell a row, numbers in full precision."""
        return self._native.printed("csv")

    def __str__(self):
        return self._native.printed("text")

    def _repr_html_(self):
        from html import escape
        return f"<pre>{escape(str(self))}</pre>"


class RecordedRun:
    """A run as it is in the store: the fields of `Study.runs` as attributes, and params, tags, results, environment as dicts.

    `id` is the whole id. A field that was not recorded is None.
    """

    def __init__(self, study, id):
        (fields,) = study.runs(run=id, excluded=True).rows()
        self.id = fields.pop("run")
        for name, value in fields.items():
            setattr(self, name, value)
        of = {"run": self.id, "excluded": True}
        self.params = {row["param"]: _param(row) for row in study.params(**of).rows()}
        self.tags = {row["tag"]: row["value"] for row in study.tags(**of).rows()}
        self.environment = {row["variable"]: row["value"] for row in study.environment(**of).rows()}
        self.results = {row["metric"]: row["value"] for row in study.results(**of).rows()}
        self._study = study

    def curve(self, metric):
        """The points of one metric, a Table: run, metric, step, value, time."""
        return self._study.curves(metric, run=self.id, excluded=True)

    def items(self, metric):
        """The item scores of one metric, a Table: run, metric, item, score, cluster."""
        return self._study.items(metric, run=self.id, excluded=True)

    def __repr__(self):
        return f"<gainsay.RecordedRun {self.id} {self.method} {self.dataset or ''} {self.status}>"


def _param(row):
    if row["kind"] == "text":
        return row["value"]
    if row["kind"] == "bool":
        return row["value"] == "true"
    return int(row["value"]) if row["kind"] == "int" else row["number"]
