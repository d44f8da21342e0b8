"""The calls of Weights & Biases, recorded into Gainsay: for scripts that say `import wandb`.

    from gainsay.compat import wandb

    wandb.init(project="bn", dataset="digits", seed=3, config={"lr": 0.1})
    wandb.log({"loss": 0.31})
    wandb.summary["accuracy"] = 0.974
    wandb.finish()
"""
import hashlib
import os
import warnings
from collections.abc import Mapping
from typing import Any

from gainsay import _native
from gainsay import run as start_run
from gainsay.compat._wandb_entries import Config, Summary
from gainsay.compat._wandb_run import Error, Run

__all__ = ["Config", "Error", "Run", "Settings", "Summary", "define_metric", "finish", "init", "log"]

_FIELDS = ("split", "fold", "purpose", "role", "params", "parent", "study", "durable", "capture")
_LABELS = ("project", "name", "group", "job_type", "entity", "notes", "tags")
_MEDIA = ("Artifact", "Audio", "Graph", "Histogram", "Html", "Image", "Molecule", "Object3D", "Plotly", "Table", "Video")
_WITHOUT_MEANING = ("alert", "log_artifact", "log_code", "login", "mark_preempting", "save", "setup", "unwatch", "use_artifact",
                    "watch")

_current: Run | None = None
_warned: set[str] = set()


class Settings:
    """Accepted and not used, with a warning: these are settings of W&B's client."""

    def __init__(self, *_: Any, **settings: Any) -> None:
        _warn_once("Settings", f"wandb.Settings({', '.join(settings)}) is ignored: it is about W&B's client")


class _Media:
    """A value that is not a number, for `log` to leave out."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass


def init(project: str | None = None, name: str | None = None, config: Any = None, *, group: str | None = None,
         job_type: str | None = None, id: str | None = None, resume: bool | str | None = None, entity: str | None = None,
         notes: str | None = None, tags: Any = None, mode: str | None = None, reinit: bool | str | None = None,
         settings: Any = None, method: str | None = None, dataset: str | None = None, seed: int | None = None,
         **more: Any) -> Run:
    """Starts a run and returns it; it is also `wandb.run`.

    method: what is evaluated; left out: the project (also from WANDB_PROJECT), as `gainsay import wandb` has it. dataset,
    seed, and in `more` split, fold, purpose, role, parent, study: as for `gainsay.run`. Left out, dataset and seed are
    config's entries of that name, where those are a text and an integer. project, name, group, job_type, entity, notes
    and tags become tags. config: a dict or a Namespace, recorded as params.

    id: any text; of 26 characters it is Gainsay's own, else it stands for the id made from project and id by SHA-256, and
    is kept as tag `wandb_id`. An id that is there goes on where its last step was; resume="never" refuses that with a
    ValueError, resume="must" an id that is not there. mode (also WANDB_MODE): "disabled" records nothing; the others mean the
    same. reinit: True or "finish_previous" ends the run that is open, "create_new" leaves it open; otherwise the run that is
    open is returned, with a warning. Other arguments of W&B's are ignored, with one warning for each.

    Under `gainsay run` it joins the run that is open there. Raises TypeError where nothing says the method.
    """
    global _current
    open_run = _open_run()
    if open_run is not None and reinit in (None, False, "default", "return_previous"):
        warnings.warn(f"wandb.init: run {open_run.id} is open and is returned; reinit=True starts another", stacklevel=2)
        return open_run
    if open_run is not None and reinit != "create_new":
        open_run.finish()
    fields = {key: more.pop(key) for key in _FIELDS if key in more}
    for key in more:
        _warn_once(key, f"wandb.init: {key} is ignored: it has no meaning here")
    settled = Config.entries_of(config)
    project = project or os.environ.get("WANDB_PROJECT")
    fields["method"] = method or project
    fields["dataset"] = dataset if dataset is not None else _entry(settled, "dataset", str)
    fields["seed"] = seed if seed is not None else _entry(settled, "seed", int)
    said = (project, name, group, job_type, entity, notes, ",".join([tags] if isinstance(tags, str) else tags or ()) or None)
    labels = {label: text for label, text in zip(_LABELS, said, strict=True) if text is not None}
    if (mode or os.environ.get("WANDB_MODE")) == "disabled":
        _current = Run(None, settled, labels)
        return _current
    first_step = 0
    if id is not None:
        fields["id"], labels["wandb_id"] = _run_id(project, id), id
        first_step = _step_to_go_on_with(fields, resume, id)
    recorded = start_run(tags=labels, **fields)
    _current = Run(recorded, settled, labels, first_step)
    return _current


def log(data: Mapping[str, Any], step: int | None = None, commit: bool | None = None) -> None:
    """`wandb.run.log`."""
    _needed("log").log(data, step, commit)


def define_metric(name: str, **options: Any) -> None:
    """`wandb.run.define_metric`."""
    _needed("define_metric").define_metric(name, **options)


def finish(exit_code: int | None = None, quiet: bool | None = None) -> None:
    """Ends the run that is open; does nothing where there is none."""
    open_run = _open_run()
    if open_run is not None:
        open_run.finish(exit_code)


def __getattr__(name: str) -> Any:
    if name == "run":
        return _open_run()
    if name in ("config", "summary"):
        return getattr(_needed(name), name)
    if name in _MEDIA:
        return _Media
    if name in _WITHOUT_MEANING:
        return lambda *_, **__: _warn_once(name, f"wandb.{name} does nothing: Gainsay keeps numbers, on this machine")
    raise AttributeError(f"gainsay.compat.wandb has no {name!r}: it has init, log, config, summary, define_metric and finish")


def _open_run() -> Run | None:
    return _current if _current is not None and not _current.ended else None


def _needed(what: str) -> Run:
    open_run = _open_run()
    if open_run is None:
        raise Error(f"wandb.{what}: there is no run; call wandb.init first")
    return open_run


def _entry(config: Mapping[str, Any], name: str, kind: type) -> Any:
    value = config.get(name)
    return value if isinstance(value, kind) and not isinstance(value, bool) else None


def _run_id(project: str | None, id: str) -> str:
    if _native.is_run_id(id):
        return id
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
    number = int.from_bytes(hashlib.sha256(f"{project or ''}/{id}".encode()).digest()[:16], "big")
    return "".join(letters[number >> 5 * place & 31] for place in reversed(range(26)))


def _step_to_go_on_with(fields: Mapping[str, Any], resume: bool | str | None, id: str) -> int:
    """The step after the last one of the run with that id; 0 where there is none."""
    from gainsay import _reading
    from gainsay._run import _study_folder
    from gainsay.errors import NotFoundError
    try:
        with _reading.open(_study_folder(fields.get("study"))) as study:
            study.run(fields["id"])
            steps = [row["step"] for row in study.curves(run=fields["id"], excluded=True).rows()]
    except NotFoundError:
        if resume == "must":
            raise ValueError(f"wandb.init: resume is 'must', and there is no run {id!r}; correct the id") from None
        return 0
    if resume == "never":
        raise ValueError(f"wandb.init: resume is 'never', and there is a run {id!r}; leave the id out, or take another")
    return max(steps, default=-1) + 1


def _warn_once(key: str, text: str) -> None:
    if key not in _warned:
        _warned.add(key)
        warnings.warn(text, stacklevel=3)
