"""One run for all ranks of a distributed job.

Rank 0 makes the run and leaves its id in a file, `.gainsay/ranks/<key>`; the other ranks wait for it and join. The key says
which launch this is: the job, step and restart for Slurm; for a job on one node the launching process (whose child
every rank is); and in any case address, port, torchelastic's run id and restart, and how many runs this process has made
before. Where two launches have the same key, the file of the earlier one is known by its age, and by its rank 0 being gone.
GAINSAY_RUN, the same on every rank, does without all that.
"""
import os
import sys
import tempfile
import time

from gainsay import _native

PATIENCE_SECONDS = 120.0
_STALE_SECONDS = 86_400.0
_CLOCK_SKEW_SECONDS = 120.0
_TICK_SECONDS = 0.05  # what the start of a process is known to, and file times
_calls = 0


class Group:
    """The rank of this process in its job, and the way to the id of the run that the job shares."""

    def __init__(self, rank, marker, launched_at):
        self.rank = rank
        self._marker = marker
        self._launched_at = launched_at

    def run_id(self):
        """Rank 0: a new id, told to the others. Others: that id; raises gainsay.Error where none comes in time."""
        return self._tell() if self.rank == 0 else self._wait()

    def _tell(self):
        folder = os.path.dirname(self._marker)
        os.makedirs(folder, exist_ok=True)
        for entry in os.scandir(folder):
            if time.time() - entry.stat().st_mtime > _STALE_SECONDS:
                os.unlink(entry.path)
        run_id = _native.new_run_id()
        file, path = tempfile.mkstemp(dir=folder)
        with os.fdopen(file, "w") as out:
            out.write(f"{run_id} {_boot_id()} {os.getpid()} {_start_ticks('self')}")
        os.replace(path, self._marker)
        return run_id

    def _wait(self):
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while (run_id := self._read()) is None:
            if time.monotonic() > give_up_at:
                from gainsay.errors import Error
                raise Error(self._marker, f"rank {self.rank} waited {PATIENCE_SECONDS:.0f} s for rank 0 to start the run",
                            "call gainsay.run on rank 0, too, or give every rank the same run id in GAINSAY_RUN")
            time.sleep(0.005)
        return run_id

    def _read(self):
        try:
            written_at = os.stat(self._marker).st_mtime
            with open(self._marker) as file:
                run_id, boot, process, ticks = file.read().split()
        except FileNotFoundError:
            return None
        if boot == _boot_id():
            ours = _is_alive(process, int(ticks)) or written_at >= self._launched_at - _TICK_SECONDS
        else:
            ours = written_at >= self._launched_at - _CLOCK_SKEW_SECONDS
        return run_id if ours else None


def find_group(study):
    """The job that this process is a rank of, or None where it is on its own."""
    global _calls
    rank, size = _rank_and_size()
    if size <= 1:
        return None
    import hashlib
    parts = [*_job_parts(size), str(_calls)]
    _calls += 1
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    return Group(rank, os.path.join(study, ".gainsay", "ranks", key), _started_at())


def _rank_and_size():
    distributed = getattr(sys.modules.get("torch"), "distributed", None)
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        return distributed.get_rank(), distributed.get_world_size()
    if "RANK" in os.environ and "WORLD_SIZE" in os.environ:
        return int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
    # Tasks of `srun` that do not meet anywhere are runs of their own, for instance one a seed.
    if "SLURM_PROCID" in os.environ and "MASTER_ADDR" in os.environ:
        return int(os.environ["SLURM_PROCID"]), int(os.environ.get("SLURM_NTASKS", "1"))
    return 0, 1


def _job_parts(size):
    variables = ("SLURM_JOB_ID", "SLURM_STEP_ID", "SLURM_RESTART_COUNT", "TORCHELASTIC_RUN_ID",
                 "TORCHELASTIC_RESTART_COUNT", "MASTER_ADDR", "MASTER_PORT")
    parts = [f"{name}={os.environ.get(name, '')}" for name in variables]
    local = os.environ.get("LOCAL_WORLD_SIZE")
    one_node = int(local) == size if local else os.environ.get("MASTER_ADDR", "localhost") in ("localhost", "127.0.0.1", "::1")
    if "SLURM_JOB_ID" not in os.environ and one_node:
        parent = os.getppid()
        parts.append(f"launcher={parent}/{_start_ticks(parent)}")
    return parts


def _start_ticks(process):
    with open(f"/proc/{process}/stat", "rb") as stat:
        return int(stat.read().rpartition(b")")[2].split()[19])


def _is_alive(process, ticks):
    try:
        return _start_ticks(process) == ticks
    except FileNotFoundError:
        return False


def _boot_id():
    with open("/proc/sys/kernel/random/boot_id") as boot_id:
        return boot_id.read().strip()


def _started_at():
    """When this process was started, in seconds since the epoch."""
    with open("/proc/uptime") as uptime:
        age = float(uptime.read().split()[0]) - _start_ticks("self") / os.sysconf("SC_CLK_TCK")
    return time.time() - age
