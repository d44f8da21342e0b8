"""@gainsay.track: a function whose every call is a run."""
import functools
import os

from gainsay._run import run as start_run
from gainsay._surroundings import is_secret

_FIELDS = ("method", "dataset", "seed", "split", "fold")


def track(function=None, /, **fields):
    """Makes every call of the function a run: its arguments become params, the numbers that it returns become results.

    fields: as for `gainsay.run`. Arguments called method, dataset, seed, split and fold are fields of the run instead of
    params; where they are given to `track` as well, the call's count. A parameter called `run` is given the run, to log
    into. Without a method, the function's name is the method. Only settings are params: numbers, texts, None, paths, and
    lists, tuples and dicts of those; data and models are not. Values of parameters whose names look like secrets become ***.

    A dict that the function returns is recorded as results (its values must be numbers), a single number as the result
    `value`; None and anything else as nothing. The call returns what the function returns.

        @gainsay.track(method="sgd", dataset="digits")
        def train(seed, lr=0.1):
            ...
            return {"accuracy": accuracy}
    """
    if function is None:
        return functools.partial(track, **fields)
    import inspect
    signature = inspect.signature(function)
    takes_run = "run" in signature.parameters

    @functools.wraps(function)
    def tracked(*args, **kwargs):
        arguments = _arguments(signature, args, kwargs, takes_run)
        described = {"method": function.__name__, **fields}
        described.update((name, arguments.pop(name)) for name in _FIELDS if arguments.get(name) is not None)
        params = {name: "***" if is_secret(name) else value for name, value in arguments.items() if _is_setting(value)}
        described["params"] = {**(fields.get("params") or {}), **params}
        with start_run(**described) as run:
            if takes_run:
                kwargs["run"] = run
            returned = function(*args, **kwargs)
            _record(run, returned)
        return returned

    return tracked


def _arguments(signature, args, kwargs, takes_run):
    bound = signature.bind(*args, **kwargs, run=None) if takes_run else signature.bind(*args, **kwargs)
    bound.apply_defaults()
    arguments = {}
    for name, value in bound.arguments.items():
        kind = signature.parameters[name].kind
        if kind is kind.VAR_KEYWORD:
            arguments.update(value)
        else:
            arguments[name] = value
    arguments.pop("run", None)
    return arguments


def _record(run, returned):
    if isinstance(returned, dict):
        if returned:
            run.result(returned)
    elif isinstance(returned, (int, float)) or getattr(returned, "shape", None) == ():
        run.result("value", returned)


def _is_setting(value):
    if isinstance(value, dict):
        return all(_is_setting(entry) for entry in value.values())
    if isinstance(value, (list, tuple)):
        return all(_is_setting(entry) for entry in value)
    return value is None or isinstance(value, (bool, int, float, str, os.PathLike)) or getattr(value, "shape", None) == ()
