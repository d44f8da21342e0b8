"""What is recorded of where a run comes from: command line, script, versions, git. Never a secret.

Only builtin modules are imported: this runs at the start of every script.
"""
import os
import sys

import _thread

from gainsay import _native

_SECRET_WORDS = {"key", "apikey", "token", "secret", "password", "passwd", "credential", "credentials", "auth", "cookie"}
_GIT_PATIENCE_SECONDS = 10.0


def is_secret(name):
    """Whether a name has a word in it that names a secret: api_key, --auth-token; not: keypoints, max_tokens."""
    words = "".join(c if c.isalnum() else " " for c in name).lower().split()
    return any(word in _SECRET_WORDS for word in words)


def masked(argv):
    """The command line with the values of options that look like secrets replaced by ***."""
    shown = []
    hide_next = False
    for argument in argv:
        name, equals, _ = argument.partition("=")
        secret = is_secret(name) and (name.startswith("-") or equals)
        if hide_next and not argument.startswith("-"):
            shown.append("***")
        else:
            shown.append(f"{name}=***" if secret and equals else argument)
        hide_next = secret and not equals
    return shown


def script():
    """The path of the script that Python runs, or None (notebook, prompt, -c)."""
    return getattr(sys.modules.get("__main__"), "__file__", None)


def versions():
    """{package: version} of the imported top-level packages that state one; nothing is imported to find out."""
    found = {}
    for name, module in list(sys.modules.items()):
        if "." in name or name.startswith("_") or name in sys.stdlib_module_names:
            continue
        version = getattr(module, "__dict__", {}).get("__version__")
        if isinstance(version, str):
            found[name] = version
    return found


def _in_repository(folder):
    if "GIT_DIR" in os.environ:
        return True
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return False
        folder = parent
    return True


class GitState:
    """Asks git for commit, branch and changes while the script goes on, and hands them to the run when they are there."""

    def __init__(self, run):
        self._told = None
        folder = os.getcwd()
        if not _in_repository(folder):
            return
        output = os.memfd_create("gainsay-git", os.MFD_CLOEXEC)
        command = _native.git_status_command(folder)
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, output, 1),
                   (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        try:
            process = os.posix_spawnp(command[0], command, environment, file_actions=actions)
        except OSError:  # there is no git
            os.close(output)
            return
        self._told = _thread.allocate_lock()
        self._told.acquire()
        _thread.start_new_thread(self._tell, (run, process, output))

    def _tell(self, run, process, output):
        try:
            try:
                status = os.waitpid(process, 0)[1]
            except ChildProcessError:  # the script waits for any child; what was printed tells
                status = 0
            if status == 0:
                run._git(os.pread(output, os.fstat(output).st_size, 0))
        finally:
            os.close(output)
            self._told.release()

    def wait(self):
        """Until the run knows, or git takes longer than anybody wants to wait at the end of a script."""
        if self._told is not None:
            self._told.acquire(timeout=_GIT_PATIENCE_SECONDS)
            self._told = None


def record_start(run):
    """Python, script and packages; starts to ask for the state of git. Returns what git will say."""
    run._environment("python", sys.version.split()[0])
    path = script()
    if path:
        run._environment("script", os.path.abspath(path))
        digest = _native.sha256_of_file(path)
        if digest:
            run._environment("script_sha256", digest)
    record_versions(run)
    return GitState(run)


def record_versions(run):
    """The packages that came since the last time."""
    known = run._versions
    for name, version in versions().items():
        if known.get(name) != version:
            run._environment(f"package.{name}", version)
            known[name] = version
