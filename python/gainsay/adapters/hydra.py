"""Hydra: the composed configuration as parameters.

    @hydra.main(version_base=None, config_path="conf", config_name="train")
    def main(config):
        with gainsay.run(method=config.model.name, **run_fields(config)) as run:
            ...
"""
from collections.abc import Collection
from typing import Any

from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig, OmegaConf

from gainsay._decorator import _FIELDS
from gainsay._surroundings import is_secret


def params_of(config: DictConfig, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """The configuration as `params` of gainsay.run, nested keys with dots (`model.width`).

    config: what @hydra.main hands over, or any of OmegaConf's. leave_out: dotted names that are no parameters, with all
    below them. Interpolations are resolved; lists are texts; values of names that look like secrets become ***.

    Raises omegaconf's errors for interpolations that cannot be resolved and for values that are missing (`???`).
    """
    plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True, enum_to_str=True)
    params: dict[str, Any] = {}
    _flatten(plain, "", frozenset(leave_out), params)
    return params


def tags_of_job() -> dict[str, str]:
    """Tags that say which job of Hydra this is: `hydra_job`, `hydra_overrides`, `hydra_output_dir`, of a multirun
    `hydra_job_num`. Empty outside of @hydra.main."""
    if not HydraConfig.initialized():
        return {}
    job = HydraConfig.get()
    tags = {"hydra_job": job.job.name, "hydra_overrides": ",".join(job.overrides.task),
            "hydra_output_dir": job.runtime.output_dir}
    if job.mode is not None and job.mode.name == "MULTIRUN":
        tags["hydra_job_num"] = str(job.job.num)
    return tags


def run_fields(config: DictConfig, leave_out: Collection[str] = ()) -> dict[str, Any]:
    """Keywords for gainsay.run: keys of the top level called method, dataset, seed, split and fold are fields, where they are
    numbers or texts; all others are `params`; `tags` are those of tags_of_job."""
    params = params_of(config, leave_out)
    fields = {name: params.pop(name) for name in _FIELDS if params.get(name) is not None}
    return {**fields, "params": params, "tags": tags_of_job()}


def _flatten(value: Any, name: str, leave_out: frozenset[str], params: dict[str, Any]) -> None:
    if name in leave_out:
        return
    if isinstance(value, dict) and (value or not name):
        for key, entry in value.items():
            _flatten(entry, f"{name}.{key}" if name else str(key), leave_out, params)
    else:
        params[name] = "***" if is_secret(name.rsplit(".", 1)[-1]) else value
