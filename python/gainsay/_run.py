"""Runs: what a training script holds while it records."""
import os
import sys

from gainsay import _ending, _native, _surroundings

_RANK_VARIABLES = ("RANK", "SLURM_PROCID")


class Run(_native.Run):
    """A run that is being recorded. Made by `gainsay.run`; a context manager.

    Leaving the `with` block ends the run: `finished`; `failed` when an exception leaves it (its text is kept as tag
    `exception`), `killed` for KeyboardInterrupt; for SystemExit by its code. Without a `with` block `finish()` ends it,
    or the end of the process: `failed` after an uncaught exception or `sys.exit(n)`, `killed` by SIGTERM and
    SIGHUP, `finished` otherwise. A process that is killed with SIGKILL leaves a `lost` run with all that it logged.

    What a returned call recorded is in the kernel and survives the process. Errors of the disk never raise: `dropped` counts
    them, a line on stderr says so once, and the run is marked incomplete. All methods may be called from any thread. A
    forked child records into the same run, through a journal of its own, and never ends it; pickled (a spawned worker), a
    run joins itself.

    Attributes: id (26 characters), study (folder), method, dataset, parent (id or ""), joined (somebody else
    ends it), rank (of this process in a distributed job, else 0), dropped (records that could not be written), finished.
    """

    def __init__(self, study, *start):
        super().__init__(study, *start)
        self.study = study
        self.method = self.dataset = self.parent = ""
        self.rank = 0
        self._entered = False
        self._pid = os.getpid()
        self._versions = {}
        self._git_state = None

    def param(self, name, value):
        """Records a parameter; a name recorded again takes the new value.

        value: bool, int, float or str keep their type; numpy scalars become Python's; a dict becomes one parameter an
        entry (`optimizer.lr`); anything else its text. Raises ValueError for an integer beyond 64 bits.
        """
        if isinstance(value, dict):
            for key, entry in value.items():
                self.param(f"{name}.{key}", entry)
        else:
            self._param(name, _param_value(name, value))

    def params(self, values=None, /, **more):
        """Records several parameters: a dict, keywords, or both."""
        for name, value in {**(values or {}), **more}.items():
            self.param(name, value)

    def tag(self, name, value):
        """Records a text about the run, for instance `selected_by`; a name recorded again takes the new text."""
        self._tag(name, str(value))

    def tags(self, values=None, /, **more):
        """Records several tags: a dict, keywords, or both."""
        for name, value in {**(values or {}), **more}.items():
            self.tag(name, value)

    def result(self, values=None, value=None, /, **more):
        """Records the one value of each metric that stands for this run; a metric recorded again takes the new value.

        run.result(accuracy=0.974), run.result({"top-1": 0.974}) or run.result("accuracy", 0.974). Values as for `log`:
        NaN is kept, None is refused, and then nothing of the call is recorded. Say how the value was chosen with `run.tag("selected_by", "best:val_accuracy")`.
        """
        if isinstance(values, str):
            values = {values: value}
        elif value is not None:
            raise TypeError("Run.result takes a name and a value, a dict, or keywords: run.result(accuracy=0.97)")
        metrics = {**(values or {}), **more}
        if not metrics:
            raise TypeError("Run.result: there is no metric: run.result(accuracy=0.97)")
        self._results(metrics)

    def items(self, metric, items, scores, clusters=None):
        """Records the score of each test example, which makes paired and clustered tests possible.

        items: n names (str, or what str() makes of them), the same in every run. scores: n numbers. clusters: n names
        of the groups that the items belong to (patient, document), or None. An item scored again takes the new score.
        Raises ValueError where the lengths differ; then nothing is recorded.
        """
        names = [str(item) for item in items]
        groups = None if clusters is None else [str(cluster) for cluster in clusters]
        self._items(metric, names, list(scores), groups)

    def finish(self, status="finished", failure="", exit_code=None):
        """Ends the run. Calling it again does nothing; of a joined run or in a forked child it only ends the recording here.

        status: finished, failed or killed. failure: oom, preempted, timeout, diverged, crash, exception or "".
        """
        self._end((status, failure, exit_code))

    def _end(self, outcome):
        if self.finished:
            return
        if self._pid == os.getpid():
            if self._git_state is not None:
                self._git_state.wait()
                _surroundings.record_versions(self)
        self._finish(*outcome)
        _ending.closed(self)

    def __enter__(self):
        self._entered = True
        return self

    def __exit__(self, kind, error, traceback):
        if error is not None and not isinstance(error, SystemExit) and not self.finished:
            self.tag("exception", f"{kind.__name__}: {error}"[:1000])
        self._end(_ending.outcome_of(error))
        return False

    def __reduce__(self):
        return join, (self.id, self.study)

    def __repr__(self):
        of = " ".join(part for part in (self.method, self.dataset) if part)
        return f"<gainsay.Run {self.id} {of}{' finished' if self.finished else ''}>"

    def _repr_html_(self):
        from html import escape
        state = "ended" if self.finished else "recording"
        return (f"<div><b>gainsay run</b> <code>{self.id}</code> {state}<br>method <b>{escape(self.method)}</b>, "
                f"dataset <b>{escape(self.dataset)}</b>, study <code>{escape(self.study)}</code></div>")


def run(method=None, dataset=None, *, seed=None, split=None, fold=None, purpose="final", role=None, params=None, tags=None,
        parent=None, id=None, study=None, durable=False, capture=True):
    """Starts a run and returns it.

    method: what is evaluated; needed unless an `id` is given or the script runs under `gainsay run`. dataset: what on.
    seed, fold: integers. split: of the results (default: test). purpose: "final" (counts as evidence), "tune" or "pilot".
    role: "baseline", "variant", "ablation" or "reported", where gainsay.toml does not say. params, tags: dicts, as for
    Run.params and Run.tags. parent: the run (or its id) that this one is part of. study: the study's folder;
    default: GAINSAY_STUDY, else the nearest folder above with `gainsay.toml` or `.gainsay/`, else the current one.
    durable: wait for the disk at every call. capture: record host, device, packages, git, command line and variables
    that explain results; never values whose names look like secrets.

    id: goes on with the run of that id: it is running again, and ends anew. With a method, an id that is not there yet starts
    a run under it.

    Under `gainsay run -- python train.py` (GAINSAY_RUN is set) the first call joins the run that is open there, which ends
    with the command; further calls start children of it.

    In a distributed job (RANK and WORLD_SIZE, as torchrun sets them; or SLURM_PROCID with MASTER_ADDR) the n-th call of
    every rank is one run: rank 0 starts and ends it, the others join it, each with a journal of its own.

    Raises ValueError for a purpose, role or id that is none, TypeError without a method, NotFoundError for a folder, or an
    id without a method, that does not exist.
    """
    folder = _study_folder(study)
    joins = id is None and bool(os.environ.get("GAINSAY_RUN"))
    if not method and id is None and not joins:
        raise TypeError('gainsay.run needs the method that is evaluated: gainsay.run(method="sgd", dataset="digits")')
    if id is not None and not method:
        _check_known(folder, id)
    group = None if joins or id is not None else _group(folder)
    if group is not None and group.rank != 0:
        made = join(group.run_id(), folder)
        made.rank = group.rank
        return made
    fresh_id = id or (group.run_id() if group else "")
    start = _native.Description(
        method or "", dataset or "", split or "", _integer("seed", seed), _integer("fold", fold), purpose, role,
        _id_of(parent), fresh_id, _surroundings.masked(sys.orig_argv) if capture else [])
    made = Run(folder, start, capture, durable)
    made.method, made.dataset, made.parent = method or "", dataset or "", _id_of(parent)
    _ending.opened(made)
    if capture and not made.joined:
        made._git_state = _surroundings.record_start(made)
    made.params(params)
    made.tags(tags)
    return made


def join(id, study):
    """A handle on a run that another process started and will end."""
    return Run(study, id)


def _study_folder(given):
    named = given if given is not None else os.environ.get("GAINSAY_STUDY")
    if named:
        folder = os.path.abspath(os.fspath(named))
        if not os.path.isdir(folder):
            from gainsay.errors import NotFoundError
            raise NotFoundError(folder, "there is no such folder", "make it, or correct `study` or GAINSAY_STUDY")
        return folder
    here = os.getcwd()
    found = _native.find_study(here)
    if found is None:
        sys.stderr.write(f"gainsay: this folder becomes a study: {os.path.join(here, '.gainsay')}\n")
        return here
    return found


def _group(folder):
    if not any(variable in os.environ for variable in _RANK_VARIABLES):
        return None
    from gainsay._ranks import find_group
    return find_group(folder)


def _check_known(folder, id):
    from gainsay import _reading
    with _reading.open(folder) as study:
        study.run(id)


def _id_of(parent):
    return getattr(parent, "id", parent) or ""


def _integer(name, value):
    if value is None:
        return None
    try:
        number = value.__index__()
    except AttributeError:
        raise TypeError(f"gainsay.run: {name} is {value!r}: it is an integer, or None") from None
    if not -(2**63) <= number < 2**63:
        raise OverflowError(f"gainsay.run: {name} {number} is beyond 64 bits")
    return number


def _param_value(name, value):
    if isinstance(value, (bool, float, str)):
        return value
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError(f"param {name}: {value} is beyond 64 bits; record it as text: str({value})")
    if isinstance(value, int):
        return int(value)
    item = getattr(value, "item", None)  # numpy and torch scalars
    if callable(item) and getattr(value, "shape", None) == ():
        return _param_value(name, item())
    return str(value)
