"""config and summary of a W&B run: dicts whose entries are attributes, too."""
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import gainsay


class _Entries(MutableMapping[str, Any]):
    """A dict whose entries are attributes, too."""

    def __init__(self) -> None:
        object.__setattr__(self, "_entries", {})

    def __getitem__(self, key: str) -> Any:
        return self._entries[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._entries[key] = value

    def __delitem__(self, key: str) -> None:
        raise TypeError(f"{type(self).__name__}: {key!r} stays: what is recorded is not removed")

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __getattr__(self, name: str) -> Any:
        try:
            return object.__getattribute__(self, "_entries")[name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __repr__(self) -> str:
        return repr(self._entries)


class Config(_Entries):
    """The parameters of a run: config.lr, config["lr"], update; a name given again takes the new value."""

    def __init__(self, recorded: gainsay.Run | None, entries: Mapping[str, Any]) -> None:
        super().__init__()
        object.__setattr__(self, "_recorded", recorded)
        self.update(entries)

    @staticmethod
    def entries_of(config: Any) -> dict[str, Any]:
        """A dict or what has attributes (argparse.Namespace), as a dict. Raises TypeError for anything else."""
        if config is None:
            return {}
        if isinstance(config, Mapping):
            return {str(key): value for key, value in config.items()}
        if hasattr(config, "__dict__"):
            return dict(vars(config))
        raise TypeError(f"wandb: config is {config!r}: it is a dict or a Namespace")

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        if self._recorded is not None:
            self._recorded.param(key, value)

    def update(self, config: Any = None, allow_val_change: bool | None = None, **more: Any) -> None:  # type: ignore[override]
        """Takes over the entries of a dict or a Namespace."""
        for key, value in {**self.entries_of(config), **more}.items():
            self[key] = value

    def setdefaults(self, config: Any) -> None:
        """Takes over the entries that are not there yet."""
        self.update({key: value for key, value in self.entries_of(config).items() if key not in self})

    def as_dict(self) -> dict[str, Any]:
        """A plain dict."""
        return dict(self)


class Summary(_Entries):
    """The values that stand for a run: of each metric the last one logged (or as define_metric says), or what is put here."""

    def __init__(self) -> None:
        super().__init__()
        object.__setattr__(self, "_logged", {})  # metric: how its value was chosen

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self._logged.pop(key, None)

    def update(self, values: Any = None, **more: Any) -> None:  # type: ignore[override]
        """Takes over the entries of a dict."""
        for key, value in {**(values or {}), **more}.items():
            self[key] = value

    def take(self, key: str, value: Any, way: str) -> None:
        """A value that was logged."""
        if way == "none" or (key in self._entries and key not in self._logged):
            return
        before = self._entries.get(key)
        keeps = before is not None and (way == "first" or (way == "min" and not value < before) or
                                        (way == "max" and not value > before))
        if not keeps or (before != before and way != "first"):
            self._entries[key] = value
        self._logged[key] = way
