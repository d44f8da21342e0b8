"""Gainsay: an experiment tracker that argues back.

    import gainsay

    with gainsay.run(method="bn", dataset="digits", seed=3, params={"lr": 0.1}) as run:
        for step in range(steps):
            run.log(step, loss=loss)
        run.result(accuracy=accuracy)

    study = gainsay.open()
    study.results().to_pandas()
    print(study.audit())

Recording needs this package alone and loads nothing but it; reading (`gainsay.open`) is loaded when it is first used.
"""
from gainsay._native import Curve, __version__
from gainsay._run import Run, run

_LAZY = {
    "Error": "errors", "StudyError": "errors", "JournalError": "errors", "FormatError": "errors",
    "NotFoundError": "errors", "open": "_reading", "Study": "_reading", "Table": "_reading", "track": "_decorator",
}

__all__ = ["Curve", "Run", "__version__", "run", *_LAZY]


def __getattr__(name):
    if name not in _LAZY:
        raise AttributeError(f"module 'gainsay' has no attribute {name!r}")
    from importlib import import_module
    value = getattr(import_module(f"gainsay.{_LAZY[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__
