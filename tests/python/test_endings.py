"""How a run ends, whatever ends it. Every case is a process of its own."""
import signal

import pytest

import gainsay

START = "import gainsay, sys, os\nrun = gainsay.run(method='m')\nrun.log(0, loss=1)\n"
WITH = "import gainsay, sys, os\nwith gainsay.run(method='m') as run:\n    run.log(0, loss=1)\n    "

ENDINGS = {
    "it reaches its end": (START, 0, "finished", None, None),
    "it leaves the with block": (WITH + "pass", 0, "finished", None, None),
    "an exception is not caught": (START + "raise ValueError('x')", 1, "failed", "exception", None),
    "an exception leaves the with block": (WITH + "raise ValueError('x')", 1, "failed", "exception", None),
    "memory runs out": (WITH + "raise MemoryError", 1, "failed", "oom", None),
    "a library says that memory ran out": (WITH + "raise type('OutOfMemoryError', (RuntimeError,), {})", 1, "failed", "oom", None),
    "sys exit with 0": (START + "sys.exit(0)", 0, "finished", None, 0),
    "sys exit with 3": (START + "sys.exit(3)", 3, "failed", "crash", 3),
    "sys exit with a text": (START + "sys.exit('no')", 1, "failed", "crash", 1),
    "sys exit in the with block": (WITH + "sys.exit(3)", 3, "failed", "crash", 3),
    "SystemExit in the with block": (WITH + "raise SystemExit", 0, "finished", None, 0),
    "sys exit that is caught": (START + "try: sys.exit(3)\nexcept SystemExit: pass", 0, "finished", None, None),
    "sys exit in a thread": (START + "import threading\nt = threading.Thread(target=sys.exit, args=(3,)); t.start(); t.join()",
                             0, "finished", None, None),
    "KeyboardInterrupt": (START + "raise KeyboardInterrupt", -signal.SIGINT, "killed", "interrupted", None),
    "KeyboardInterrupt in the with block": (WITH + "raise KeyboardInterrupt", -signal.SIGINT, "killed", "interrupted", None),
    "finish before an exception": (START + "run.finish()\nraise ValueError", 1, "finished", None, None),
    "finish with a status": (START + "run.finish('failed', 'diverged')", 0, "failed", "diverged", None),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_a_run_ends_as_its_script_does(study, name):
    script, exit_code, status, failure, recorded_code = ENDINGS[name]
    code, _, err = study.execute(script)
    assert code == exit_code, err
    run = study.only_run()
    assert (run["status"], run.get("failure"), run.get("exit_code")) == (status, failure, recorded_code)
    assert run["curves"]["loss"]["value"] == [1.0]


def test_the_exception_is_still_shown_and_kept_as_a_tag(study):
    _, _, err = study.execute(WITH + "raise ValueError('the loss is gone')")
    assert "Traceback" in err and "ValueError: the loss is gone" in err
    assert study.only_run()["tags"]["exception"] == "ValueError: the loss is gone"


WAIT = "print('ready', flush=True)\nimport time\nwhile True: time.sleep(60)\n"
BUSY = "print('ready', flush=True)\n(10 ** 8) ** (10 ** 8)\n"  # minutes inside one instruction


def end_with(study, number, script):
    process = study.start(script)
    assert process.stdout.readline() == "ready\n", process.stderr.read()
    process.send_signal(number)
    process.communicate(timeout=60)
    return process.returncode


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("doing", [WAIT, BUSY], ids=["waiting", "deep in C code"])
def test_a_signal_that_kills_the_process_ends_the_run_as_killed(study, number, doing):
    assert end_with(study, number, START + doing) == -number
    assert study.only_run()["status"] == "killed"


def test_kill_9_leaves_a_lost_run_with_all_that_was_logged(study):
    assert end_with(study, signal.SIGKILL, START + "for i in range(1, 1000): run.log(i, loss=1)\n" + WAIT) == -signal.SIGKILL
    run = study.only_run()
    assert run["status"] == "lost"
    assert run["curves"]["loss"]["step"] == list(range(1000))


def test_a_handler_that_was_there_before_is_called_and_the_run_is_killed(study):
    handler = "import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: (print('mine', flush=True), sys.exit(7)))\n"
    process = study.start(handler + START + WAIT)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (7, "mine\n")
    assert study.only_run()["status"] == "killed"


def test_a_loop_that_a_handler_ends_early_is_a_killed_run(study):
    script = ("import signal, time\nstop = []\nsignal.signal(signal.SIGTERM, lambda *_: stop.append(1))\n" + WITH +
              "print('ready', flush=True)\n    while not stop: time.sleep(0.01)\n")
    assert end_with(study, signal.SIGTERM, script) == 0
    assert study.only_run()["status"] == "killed"


def test_a_signal_that_is_ignored_stays_ignored(study):
    script = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + START
    script += "os.kill(os.getpid(), signal.SIGHUP)\nrun.log(1, loss=2)\n"
    assert study.execute(script)[0] == 0
    run = study.only_run()
    assert (run["status"], run["curves"]["loss"]["value"]) == ("finished", [1.0, 2.0])


def test_a_tight_loop_that_is_killed_loses_no_acknowledged_point(study):
    script = START + """
loss = run.curve("loss")
acknowledge = os.fdopen(1, "wb", 0)
for step in range(1, 10**9):
    loss.log(step, step * 0.5)
    acknowledge.write(step.to_bytes(8, "little"))
"""
    for after in (1, 100, 5000):
        process = study.start(script)
        out = process.stdout.buffer
        acknowledged = 0
        while block := out.read(8):
            acknowledged = int.from_bytes(block, "little")
            if acknowledged == after:
                process.kill()
        process.communicate(timeout=60)
        run = max(study.runs(), key=lambda run: run["id"])
        assert run["status"] == "lost"
        steps = run["curves"]["loss"]["step"]
        assert len(steps) in (acknowledged + 1, acknowledged + 2)
        assert steps == list(range(len(steps)))


def test_a_run_is_resumed_by_its_id(study):
    code, _, _ = study.execute(START + "os._exit(9)")
    assert code == 9
    first = study.only_run()
    assert first["status"] == "lost"
    with study.run(method=None, id=first["id"]) as run:
        run.log(1, loss=0.5)
        assert study.only_run()["status"] == "running"
    resumed = study.only_run()
    assert resumed["status"] == "finished" and resumed["method"] == "m"
    assert resumed["started_at"] == first["started_at"]
    assert resumed["curves"]["loss"]["step"] == [0, 1]


def test_an_id_that_nobody_knows_needs_a_method(study):
    unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    with pytest.raises(gainsay.NotFoundError):
        study.run(method=None, id=unknown)
    with study.run(method="m", id=unknown):
        pass
    assert study.only_run()["id"] == unknown


def test_recording_leaves_no_process_and_no_file_behind(study):
    script = """
import os, subprocess
subprocess.run(["git", "init", "-q"], check=True)
def files(): return sorted(os.listdir("/proc/self/fd"))
import gainsay
gainsay.run(method="m").finish()
before = files()
for _ in range(20):
    with gainsay.run(method="m") as run:
        run.log(0, loss=1)
assert files() == before, (before, files())
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("no child is left")
"""
    code, out, err = study.execute(script)
    assert (code, out, err) == (0, "no child is left\n", "")
    assert len(study.runs()) == 21
