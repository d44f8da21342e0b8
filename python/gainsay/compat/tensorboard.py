"""A SummaryWriter that records a run: for scripts that use torch.utils.tensorboard or tensorboardX.

    from gainsay.compat.tensorboard import SummaryWriter

    with SummaryWriter("runs/bn", dataset="digits", seed=3) as writer:
        writer.add_scalar("loss", 0.31, step)
        writer.add_hparams({"lr": 0.1}, {"accuracy": 0.974})
"""
import os
import warnings
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from gainsay import Run
from gainsay import run as start_run
from gainsay.adapters._recording import Numbers, start_beside

_NOT_NUMBERS = frozenset((
    "add_audio", "add_custom_scalars", "add_custom_scalars_marginchart", "add_custom_scalars_multilinechart", "add_embedding",
    "add_figure", "add_graph", "add_histogram", "add_histogram_raw", "add_image", "add_image_with_boxes", "add_images",
    "add_mesh", "add_onnx_graph", "add_openvino_graph", "add_pr_curve", "add_pr_curve_raw", "add_tensor", "add_video", "add_video_files"))


class SummaryWriter:
    """Writes into one run, `writer.run`, what TensorBoard's writer writes into one folder.

    log_dir (also logdir), comment: without a method, the last folder of log_dir, with the comment, is the method; the whole
    is kept as tag `log_dir`. Without both, under `gainsay run`, the writer joins the run that is open there. purge_step:
    points are never removed; a warning says so. max_queue, flush_secs, filename_suffix, write_to_disk: mean nothing here.
    run: write into this run, which the writer then does not end. fields: as for `gainsay.run`: method, dataset, seed, ...

    A value that is not a number is left out, with one warning that names it. Images, histograms and the like are left
    out with one warning for each method: Gainsay keeps numbers. Raises TypeError where nothing says the method.
    """

    def __init__(self, log_dir: str | os.PathLike[str] | None = None, comment: str = "", purge_step: int | None = None,
                 max_queue: int = 10, flush_secs: float = 120, filename_suffix: str = "", write_to_disk: bool = True, *,
                 logdir: str | os.PathLike[str] | None = None, run: Run | None = None, **fields: Any) -> None:
        folder = log_dir if log_dir is not None else logdir
        self.log_dir = None if folder is None else f"{os.fspath(folder)}{comment}"
        if self.log_dir is not None and "method" not in fields and run is None:
            fields["method"] = os.path.basename(os.path.normpath(self.log_dir))
        if purge_step is not None:
            warnings.warn(f"SummaryWriter: the points from purge_step={purge_step} on stay: Gainsay removes none", stacklevel=2)
        self._owns_run = run is None
        self._fields = fields
        self.run = start_run(**fields) if run is None else run
        self._has_params = False
        self._numbers = Numbers(self.run, "SummaryWriter")
        if self.log_dir is not None:
            self.run.tag("log_dir", self.log_dir)

    def add_scalar(self, tag: str, scalar_value: Any, global_step: Any = None, walltime: float | None = None,
                   new_style: bool = False, double_precision: bool = False, **_: Any) -> None:
        """Appends a point to the curve `tag`. global_step: an integer; None: the step after the last one. walltime: seconds
        since the epoch; None: now. The value is kept in double precision."""
        self._numbers.log({tag: scalar_value}, global_step, walltime)

    def add_scalars(self, main_tag: str, tag_scalar_dict: Mapping[str, Any], global_step: Any = None,
                    walltime: float | None = None) -> None:
        """Appends a point to each of the curves `main_tag/key`."""
        points = {f"{main_tag}/{key}": value for key, value in tag_scalar_dict.items()}
        self._numbers.log(points, global_step, walltime)

    def add_hparams(self, hparam_dict: Mapping[str, Any], metric_dict: Mapping[str, Any],
                    hparam_domain_discrete: Mapping[str, list[Any]] | None = None, run_name: str | None = None,
                    global_step: int | None = None, *, name: str | None = None) -> None:
        """Records parameters, and the metrics as results.

        The first call speaks of this run. TensorBoard takes every call for another session; so a further one makes a run of
        its own, a child of this one with the same method, dataset and seed. run_name (tensorboardX: name) becomes the tag `name`.
        """
        called = run_name if run_name is not None else name
        if not self._has_params:
            self._has_params = True
            self._record_session(self._numbers, hparam_dict, metric_dict, called)
            return
        fields = {"method": self.run.method, "dataset": self.run.dataset, **self._fields, "parent": self.run,
                  "study": self.run.study}
        fields = {**fields, "params": {}, "tags": {**(self._fields.get("tags") or {})}}
        with start_beside(**fields) as session:
            self._record_session(Numbers(session, "SummaryWriter"), hparam_dict, metric_dict, called)

    def add_text(self, tag: str, text_string: str, global_step: Any = None, walltime: float | None = None) -> None:
        """Records a tag of the run; the last text of a tag stays."""
        self.run.tag(tag, text_string)

    def flush(self) -> None:
        """Does nothing: what was added is kept already."""

    def close(self) -> None:
        """Ends the run."""
        if self._owns_run:
            self.run.finish()

    def get_logdir(self) -> str | None:
        """log_dir with its comment, as given."""
        return self.log_dir

    def __enter__(self) -> "SummaryWriter":
        if self._owns_run:
            self.run.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._owns_run:
            self.run.__exit__(kind, error, traceback)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in _NOT_NUMBERS:
            raise AttributeError(f"SummaryWriter has no attribute {name!r}")

        def left_out(*_: Any, **__: Any) -> None:
            self._numbers.warn(name, "Gainsay keeps numbers; use TensorBoard's own writer beside this one for the rest")

        return left_out

    @staticmethod
    def _record_session(numbers: Numbers, params: Mapping[str, Any], metrics: Mapping[str, Any], name: str | None) -> None:
        numbers.run.params(dict(params))
        if name is not None:
            numbers.run.tag("name", name)
        numbers.result(metrics)
