"""The tools that are compared: what to install, which file of peers/ drives them, and with which variables."""
import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Peer:
    """A column of the table.

    name: as chosen with --only. module: its file in peers/. packages: what pip installs, the first one's version is shown.
    venv: the environment it shares with others. variables: its environment, where {folder} is the folder of the store.
    """
    name: str
    title: str
    module: str
    packages: tuple = ()
    venv: str = ""
    variables: dict = field(default_factory=dict)
    tracker: bool = True

    def environment(self, folder):
        return {key: value.format(folder=folder) for key, value in self.variables.items()}


_MLFLOW = {"MLFLOW_DISABLE_TELEMETRY": "true", "MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING": "false", "GIT_PYTHON_REFRESH": "quiet"}
_MLFLOW_SQLITE = {**_MLFLOW, "MLFLOW_TRACKING_URI": "sqlite:///{folder}/mlflow.db"}

PEERS = [
    Peer("gainsay", "Gainsay", "gainsay"),
    Peer("jsonl", "JSONL line, flushed", "jsonl", tracker=False),
    Peer("sqlite3", "`sqlite3`, WAL", "sqlite3", tracker=False),
    Peer("trackio", "Trackio", "trackio", ("trackio",), "trackio",
         {"TRACKIO_DIR": "{folder}", "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}),
    Peer("tensorboard", "TensorBoard", "tensorboard", ("tensorboardX", "tensorboard"), "tensorboard"),
    Peer("swanlab", "SwanLab offline", "swanlab", ("swanlab",), "swanlab"),
    Peer("dvclive", "DVCLive", "dvclive", ("dvclive",), "dvclive", {"DVC_NO_ANALYTICS": "1"}),
    Peer("aim", "Aim", "aim", ("aim",), "aim", {"AIM_DISABLE_TELEMETRY": "1"}),
    Peer("wandb", "W&B offline", "wandb", ("wandb",), "wandb",
         {"WANDB_MODE": "offline", "WANDB_ERROR_REPORTING": "false"}),
    Peer("mlflow_files", "MLflow, files", "mlflow", ("mlflow",), "mlflow",
         {**_MLFLOW, "MLFLOW_TRACKING_URI": "file://{folder}/mlruns", "MLFLOW_ALLOW_FILE_STORE": "true"}),
    Peer("mlflow_sqlite", "MLflow, SQLite", "mlflow", ("mlflow",), "mlflow", _MLFLOW_SQLITE),
    Peer("mlflow_async", "MLflow, SQLite, asynchronous", "mlflow", ("mlflow",), "mlflow",
         {**_MLFLOW_SQLITE, "MLFLOW_ENABLE_ASYNC_LOGGING": "true"}),
]

OFFLINE = {"DO_NOT_TRACK": "1", "no_proxy": "*", "HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}


def environment_of(peer, folder):
    """A clean environment: nothing of a tracker's, no way to the network, a home of its own."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH") if key in os.environ}
    return {**kept, "HOME": folder + ".home", **OFFLINE, **peer.environment(folder)}
