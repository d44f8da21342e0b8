"""How runs end when the script does not end them: at exit, by an exception, by a signal, in a notebook."""
import atexit
import builtins
import os
import sys

import _thread

from gainsay import _native

_open_runs = {}  # by id(): a run is kept until it has ended
_installed = False
_outcome = None  # of the process, once something has ended it
_terminated = False  # SIGTERM came, and somebody's own handler took it
_cell_outcome = None  # of the last cell of a notebook

FINISHED = ("finished", "", None)


def outcome_of(error):
    """(status, failure, exit code) of a run that ends with this exception; None: without one."""
    if _terminated:
        return "killed", "", None
    if error is None:
        return FINISHED
    if isinstance(error, SystemExit):
        code = error.code
        if code is None or code == 0:
            return "finished", "", 0
        return "failed", "crash", code if isinstance(code, int) and abs(code) < 2**31 else 1
    if isinstance(error, KeyboardInterrupt):
        return "killed", "interrupted", None
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return "failed", "oom", None
    return "failed", "exception", None


def opened(run):
    """Ends the runs of earlier cells, where this is a notebook, and sees to it that this one will end."""
    shell = _notebook()
    if not _installed:
        _install(shell)
    if shell is not None:
        for earlier in list(_open_runs.values()):
            if not earlier._entered and earlier.id != run.parent and earlier._pid == run._pid:
                earlier._end(_cell_outcome or FINISHED)
    _open_runs[id(run)] = run


def closed(run):
    _open_runs.pop(id(run), None)


def _notebook():
    get_ipython = getattr(builtins, "get_ipython", None)
    return get_ipython() if get_ipython is not None else None


def _install(shell):
    global _installed
    _installed = True
    atexit.register(_at_exit)
    _watch_exceptions()
    _watch_exit()
    _watch_signals()
    if shell is not None:
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(result):
    global _cell_outcome
    error = result.error_before_exec or result.error_in_exec
    _cell_outcome = outcome_of(error) if error is not None else None


def _at_exit():
    pid = os.getpid()
    for run in list(_open_runs.values()):
        if run._pid == pid:
            run._end(_outcome or _cell_outcome or outcome_of(None))


def _watch_exceptions():
    previous = sys.excepthook

    def excepthook(kind, error, traceback):
        global _outcome
        _outcome = outcome_of(error)
        previous(kind, error, traceback)

    sys.excepthook = excepthook


class _Exit(SystemExit):
    """What sys.exit raises, so that it can be told whether it ended the process: then it dies without a frame around it."""

    def __del__(self):
        global _outcome
        try:
            sys._getframe(1)
        except ValueError:
            _outcome = outcome_of(self)


def _watch_exit():
    previous = sys.exit
    main_thread = _thread.get_ident()

    def exit(status=None, /):
        try:
            previous(status)
        except SystemExit as error:
            if _thread.get_ident() != main_thread:
                raise
            raise _Exit(*error.args) from None

    exit.__doc__ = previous.__doc__
    sys.exit = exit


def _watch_signals():
    _native.watch_end_signals()
    signal = sys.modules.get("signal")  # not loaded: nobody has a handler in Python
    if signal is None:
        return
    previous = signal.getsignal(signal.SIGTERM)
    if not callable(previous):
        return

    def terminated(number, frame):
        global _terminated
        _terminated = True
        previous(number, frame)

    try:
        signal.signal(signal.SIGTERM, terminated)
    except ValueError:  # not in the main thread: the handler that is there stays, and the run ends as it lets it
        pass
