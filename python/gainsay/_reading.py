"""Reading a study: tables for pandas, polars, DuckDB, pyarrow and numpy; audit, comparisons and result tables as objects."""
import os

from gainsay import _native, _study
from gainsay._records import AuditReport, Comparison, PainPoints, RecordedRun, ResultTable, ValueCard
from gainsay._table import Table
from gainsay.errors import NotFoundError, StudyError


def open(path=None, mode=None):
    """Opens a study for reading and returns it as a `Study`.

    path: the study's folder; None: GAINSAY_STUDY, else the nearest folder above this one with `gainsay.toml` or `.gainsay/`.
    mode: "rw" reads the journals of running and ended scripts into the store before every answer; "r" changes nothing and
    answers with what was read in before; None: "rw" where the folder may be written, else "r".

    Raises NotFoundError where there is no study, StudyError where its store cannot be read (or, for "rw", written),
    ValueError for another mode.
    """
    if mode not in (None, "r", "rw"):
        raise ValueError(f'gainsay.open: mode is {mode!r}; it is "r", "rw" or None')
    folder = _find(path)
    data = os.path.join(folder, ".gainsay")
    if mode is None:
        mode = "rw" if os.access(data if os.path.exists(data) else folder, os.W_OK) else "r"
    return Study(folder, mode)


def _find(path):
    named = path if path is not None else os.environ.get("GAINSAY_STUDY")
    if named:
        folder = os.path.abspath(os.fspath(named))
        known = os.path.isdir(os.path.join(folder, ".gainsay")) or os.path.isfile(os.path.join(folder, "gainsay.toml"))
    else:
        folder = _native.find_study(os.getcwd()) or os.getcwd()
        known = _native.find_study(folder) is not None
    if not known:
        raise NotFoundError(folder, "this is no study: it has neither gainsay.toml nor .gainsay/",
                            "record a run there, or make one with `gainsay init`")
    return folder


class Study:
    """A study that is open for reading. Not for use by two threads at once; open it once more instead.

    Every method that takes a selection of runs has these arguments: run: an id, its beginning, a Run, or a list of them;
    method, dataset, status ("finished", "failed", ...), purpose ("final", "tune", "pilot"): only such runs; excluded: runs
    that were excluded, too; where: an expression as for `gainsay ls --where`, for instance
    "metrics.accuracy > 0.9 and params.lr <= 1e-3 and started > 7d ago". A context manager that closes it.

    Attributes: path (folder), mode ("r" or "rw").
    """

    def __init__(self, path, mode):
        self.path = path
        self.mode = mode
        self._opened = _study.Reader(path, mode == "rw")

    @property
    def _reader(self):
        if self._opened is None:
            raise ValueError("the study is closed")
        return self._opened

    def close(self):
        """Lets go of the store. Tables that were read stay as they are."""
        self._opened = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __repr__(self):
        return f"<gainsay.Study {self.path}>"

    def _repr_html_(self):
        from html import escape
        return f"<div><b>gainsay study</b> <code>{escape(self.path)}</code></div>{self.runs()._repr_html_()}"

    def _selected(self, run, method, dataset, status, purpose, excluded, where):
        named = [] if run is None else [run] if isinstance(run, str) or hasattr(run, "id") else list(run)
        ids = [self._reader.find_run(getattr(one, "id", one)) for one in named]
        if run is not None and not ids:
            raise ValueError("run is an empty list: no run is asked for; None asks for all")
        return _study.Selection(ids, method, dataset, status, purpose, excluded, where)

    def runs(self, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a run: run, method, dataset, split, seed, fold, purpose, role, status, failure, parent, started_at, ended_at,
        host, device, git_commit, git_dirty, exit_code, dropped, excluded (the reason)."""
        return Table(self._reader.runs(self._selected(run, method, dataset, status, purpose, excluded, where)))

    def results(self, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a result: run, method, dataset, split, seed, fold, purpose, status, metric, value."""
        return Table(self._reader.results(self._selected(run, method, dataset, status, purpose, excluded, where)))

    def params(self, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a parameter: run, param, kind (bool, int, real, text), value (as text), number (missing for texts)."""
        return Table(self._reader.params(self._selected(run, method, dataset, status, purpose, excluded, where)))

    def tags(self, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a tag: run, tag, value."""
        return Table(self._reader.tags(self._selected(run, method, dataset, status, purpose, excluded, where)))

    def environment(self, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a captured variable or version: run, variable, value."""
        return Table(self._reader.environment(self._selected(run, method, dataset, status, purpose, excluded, where)))

    def curves(self, metric=None, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a point, every one of them: run, metric, step, value, time (seconds since the epoch).

        metric: a name or a list of names; None: all.
        """
        selected = self._selected(run, method, dataset, status, purpose, excluded, where)
        return Table(self._reader.curves(selected, _names(metric)))

    def curve_summaries(self, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row a curve, without reading its points: run, metric, n, n_finite, first, last, min, min_step, max, max_step."""
        return Table(self._reader.curve_summaries(self._selected(run, method, dataset, status, purpose, excluded, where)))

    def items(self, metric=None, run=None, method=None, dataset=None, status=None, purpose=None, excluded=False, where=None):
        """One row an item score: run, metric, item, score, cluster. metric: a name or a list of names; None: all."""
        selected = self._selected(run, method, dataset, status, purpose, excluded, where)
        return Table(self._reader.items(selected, _names(metric)))

    def sql(self, query):
        """The rows of one SELECT, a Table: over the tables and views of docs/formats/store.md, and over `points`.

        Columns are int64, float64 or text by what stands in them. Raises FormatError for anything but one statement that reads.
        """
        return Table(self._reader.sql(query))

    def run(self, id):
        """Everything of one run but its points and items, as a `RecordedRun`; excluded runs, too.

        id: a run's id or the beginning of it. Raises NotFoundError where no run, or several, have it.
        """
        return RecordedRun(self, self._reader.find_run(getattr(id, "id", id)))

    def exclude(self, run, reason):
        """Leaves a run out of samples and tables from now on; it stays, with the reason. Raises ValueError without a reason."""
        self._need_writing()
        self._reader.exclude(self._reader.find_run(getattr(run, "id", run)), reason)

    def restore(self, run, reason):
        """Takes an exclusion back; both stay on record."""
        self._need_writing()
        self._reader.restore(self._reader.find_run(getattr(run, "id", run)), reason)

    def _need_writing(self):
        if self.mode == "r":
            raise StudyError(self.path, "the study is open for reading only", 'open it with mode="rw"')

    def audit(self, stage=None, profile=None, select=(), ignore=()):
        """What would a hostile reviewer find? All rules over all claims and runs, as an `AuditReport`.

        stage: "explore", "draft" or "submit"; profile: "science" or "engineering"; None: as gainsay.toml says. select, ignore:
        rules by code, group ("ST") or name. Raises FormatError where gainsay.toml is wrong or there is no such rule.
        """
        return AuditReport.parse(self._reader.audit(stage, profile, list(select), list(ignore), _say))

    def compare(self, method, against, metric=None, dataset=None, test=None, pairing=None):
        """One method against another, in full: a list of `Comparison`, one a dataset and, over several, one over all at the end.

        It is recorded as a look, for looking is how optional stopping starts. metric: None: that of the first claim.
        dataset: a name or a list; None: all on which both were run. test: "welch-t", "permutation", "mann-whitney", ...;
        None: by the pairing. pairing: "none", "seed", "fold" or "item". Raises NotFoundError for names that were not recorded.
        """
        question = _study.Question(method, against, metric, _names(dataset), test or "", pairing)
        return Comparison.parse_list(self._reader.compare(question, _say))

    def pain_points(self, method):
        """Where is a recorded method weak? Candidates for a patch, as `PainPoints`: ranked, with every test that was made counted.

        Comparisons that it shows are recorded as looks. Raises NotFoundError for a method that is neither declared nor recorded.
        """
        return PainPoints.parse(self._reader.pain_points(method, _say))

    def value(self):
        """What the study is worth, novelty x effectiveness x problem size, as a `ValueCard`; factors still open are ranges.

        Raises FormatError where gainsay.toml is wrong.
        """
        return ValueCard.parse(self._reader.value(_say))

    def table(self, kind="main", metric=None, method=None, error="sd"):
        """The table of a paper, tied to run ids, as a `ResultTable`.

        kind: "main" (methods by datasets) or "ablation". metric: None: that of the first claim. method: of an ablation table,
        the full one. error: what stands behind the means: "sd", "sem", "ci95" or "range".
        """
        return ResultTable(self._reader.table(kind, metric, method, error, _say))


def _names(names):
    return [] if names is None else [names] if isinstance(names, str) else list(names)


def _say(text):
    import warnings
    warnings.warn(text, stacklevel=4)
