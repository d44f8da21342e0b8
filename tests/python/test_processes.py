"""Several processes and threads that record into one run: nothing lost, nothing doubled, ended once."""
import multiprocessing
import os
import sys
import threading

import pytest

import gainsay


def test_threads_share_a_run(study):
    n_threads, n_points = 8, 2000
    with study.run() as run:
        def work(number):
            own = run.curve(f"own {number}")
            for step in range(n_points):
                run.log(step, shared=number)
                own.log(step, number)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(n_threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    curves = study.only_run()["curves"]
    for number in range(n_threads):
        assert curves[f"own {number}"]["step"] == list(range(n_points))
    shared = list(zip(curves["shared"]["value"], curves["shared"]["step"]))
    assert sorted(shared) == [(number, step) for number in range(n_threads) for step in range(n_points)]


def test_a_forked_child_logs_into_the_run_and_does_not_end_it(study):
    with study.run() as run:
        run.log(0, loss=1)
        child = os.fork()
        if child == 0:
            try:
                run.log(1, loss=2)
                run.finish("failed")
                with run:
                    raise ValueError
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert study.only_run()["status"] == "running"
        run.log(2, loss=3)
    recorded = study.only_run()
    assert recorded["status"] == "finished"
    assert sorted(recorded["curves"]["loss"]["step"]) == [0, 1, 2]


def log_a_hundred(run, number):
    for step in range(100):
        run.log(step, **{f"worker {number}": step})


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_of_multiprocessing_log_into_the_run(study, method):
    context = multiprocessing.get_context(method)
    with study.run() as run:
        workers = [context.Process(target=log_a_hundred, args=(run, number)) for number in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
            assert worker.exitcode == 0
        run.log(0, mine=1)
    recorded = study.only_run()
    assert recorded["status"] == "finished"
    for number in range(2):
        assert recorded["curves"][f"worker {number}"]["step"] == list(range(100))


def test_a_worker_that_is_terminated_leaves_the_run_going(study):
    script = """
import gainsay, multiprocessing, time
def work(started):
    started.set()
    time.sleep(60)
if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with gainsay.run(method="m") as run:
        started = context.Event()
        worker = context.Process(target=work, args=(started,))
        worker.start()
        started.wait()
        worker.terminate()
        worker.join()
        assert worker.exitcode == -15, worker.exitcode
        run.log(0, loss=1)
"""
    code, _, err = study.execute(script)
    assert (code, err) == (0, "")
    assert study.only_run()["status"] == "finished"


def test_a_loader_with_forked_workers_logs_from_each(study):
    script = """
import gainsay, multiprocessing, os
run = gainsay.run(method="m")

class Dataset:
    def __getitem__(self, i):
        run.log(i, loaded=os.getpid())
        return i

def load(indices):
    return [Dataset()[i] for i in indices]

if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for epoch in range(2):
            pool.map(load, [range(0, 50), range(50, 100)])
    run.finish()
"""
    code, _, err = study.execute(script)
    assert (code, err) == (0, "")
    recorded = study.only_run()
    assert recorded["status"] == "finished"
    assert sorted(recorded["curves"]["loaded"]["step"]) == sorted(2 * list(range(100)))


def test_runs_that_a_forked_child_starts_are_its_own(study):
    script = """
import gainsay, os
parent = gainsay.run(method="parent")
child = os.fork()
if child == 0:
    with gainsay.run(method="child") as run:
        run.log(0, loss=1)
else:
    assert os.waitpid(child, 0)[1] == 0
    parent.log(0, loss=2)
"""
    code, _, err = study.execute(script)
    assert (code, err) == (0, "")
    runs = {run["method"]: run for run in study.runs()}
    assert {name: run["status"] for name, run in runs.items()} == {"parent": "finished", "child": "finished"}
    assert runs["child"]["curves"]["loss"]["value"] == [1.0]
    assert runs["parent"]["curves"]["loss"]["value"] == [2.0]


def test_sixteen_processes_record_into_a_study_that_does_not_exist_yet(tmp_path):
    import subprocess
    script = tmp_path / "train.py"
    script.write_text("import gainsay, sys\nwith gainsay.run(method='m', seed=int(sys.argv[1]), study=sys.argv[2]) as run:\n"
                      "    for step in range(200): run.log(step, loss=step)\n")
    folder = tmp_path / "study"
    folder.mkdir()
    processes = [subprocess.Popen([sys.executable, script, str(seed), folder]) for seed in range(16)]
    assert [process.wait(60) for process in processes] == [0] * 16
    with gainsay.open(folder) as opened:
        assert sorted(opened.runs()["seed"].tolist()) == list(range(16))
        assert len(opened.curves()) == 16 * 200


RANK_SCRIPT = """
import gainsay, os, sys
with gainsay.run(method="ddp", seed=1, params={"lr": 0.1}) as run:
    rank = int(os.environ.get("RANK", os.environ.get("SLURM_PROCID", "0")))
    assert run.rank == rank, (run.rank, rank)
    assert run.joined == (rank != 0)
    for step in range(50):
        run.log(step, **{f"loss/{rank}": step})
    if rank == 0:
        run.result(accuracy=0.9)
second = gainsay.run(method="ddp", seed=2)
second.log(0, {f"loss/{rank}": 1.0})
"""


def rank_environments(size, kind):
    for rank in reversed(range(size)):
        if kind == "torchrun":
            yield {"RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": str(size), "LOCAL_WORLD_SIZE": str(size),
                   "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "29500", "TORCHELASTIC_RUN_ID": "none",
                   "TORCHELASTIC_RESTART_COUNT": "0"}
        elif kind == "by hand":
            yield {"RANK": str(rank), "WORLD_SIZE": str(size)}
        else:
            yield {"SLURM_PROCID": str(rank), "SLURM_NTASKS": str(size), "SLURM_JOB_ID": "17", "SLURM_STEP_ID": "0",
                   "MASTER_ADDR": "node-1", "MASTER_PORT": "29500"}


@pytest.mark.parametrize("kind", ["torchrun", "by hand", "slurm"])
def test_all_ranks_of_a_distributed_job_are_one_run(study, kind):
    launches = 1 if kind == "slurm" else 2  # a Slurm job and step are launched once
    for _ in range(launches):
        processes = [study.start(RANK_SCRIPT, environment=variables) for variables in rank_environments(3, kind)]
        for process in processes:
            _, err = process.communicate(timeout=60)
            assert (process.returncode, err) == (0, "")
        for marker in (study.root / ".gainsay" / "ranks").iterdir():
            os.utime(marker, (marker.stat().st_mtime - 1,) * 2)  # as if this launch had taken a second
    runs = study.runs()
    assert len(runs) == 2 * launches
    for run in runs:
        assert run["status"] == "finished" and run["method"] == "ddp"
        points = 50 if run["seed"] == 1 else 1
        assert {name: len(curve["step"]) for name, curve in run["curves"].items()} == {
            "loss/0": points, "loss/1": points, "loss/2": points}
        assert not [tag for tag in run.get("tags", {}) if tag.startswith("joined.")]


def test_ranks_under_gainsay_run_join_the_run_that_is_open(study):
    import subprocess

    from conftest import program
    (study.root / "train.py").write_text(
        "import gainsay, os\nwith gainsay.run(method='ddp') as run:\n    run.log(0, {f'loss/{os.environ[\"RANK\"]}': 1})\n")
    launcher = ("for rank in 0 1; do RANK=$rank WORLD_SIZE=2 " + sys.executable + " train.py & done; wait")
    subprocess.run([program(), "run", "-q", "-m", "ddp", "--", "bash", "-c", launcher], check=True, cwd=study.root)
    assert set(study.only_run()["curves"]) == {"loss/0", "loss/1"}


def test_tasks_of_srun_that_do_not_meet_are_runs_of_their_own(study):
    for seed in range(2):
        code, _, err = study.execute(f"import gainsay\ngainsay.run(method='m', seed={seed})\n",
                                     environment={"SLURM_PROCID": str(seed), "SLURM_NTASKS": "2", "SLURM_JOB_ID": "17"})
        assert (code, err) == (0, "")
    assert sorted(run["seed"] for run in study.runs()) == [0, 1]


def test_a_rank_that_waits_in_vain_says_what_to_do(study):
    script = "import gainsay._ranks\ngainsay._ranks.PATIENCE_SECONDS = 0.05\nimport gainsay\ngainsay.run(method='m')\n"
    code, _, err = study.execute(script, environment={"RANK": "1", "WORLD_SIZE": "2"})
    assert code == 1
    assert "rank 1 waited" in err and "GAINSAY_RUN" in err
