"""Guild runs operations; Gainsay imports them, value by value. Usage: guild_test.py GAINSAY"""

import math
import os
import struct
import subprocess
import sys
import tempfile

import harness

harness.need("guild")

import guild  # noqa: E402
from making import FIXTURES  # noqa: E402

CALLS = (["lr=1e-5", "seed=3"], ["lr=0.01", "nesterov=yes", "seed=4"], ["end=crash"])


def single(value):
    """As event files hold a number."""
    return struct.unpack("<f", struct.pack("<f", value))[0]


with tempfile.TemporaryDirectory(prefix="gainsay-guild-") as home:
    environment = dict(os.environ, GUILD_HOME=home)
    for flags in CALLS:
        subprocess.run([sys.executable, "-m", "guild.main_bootstrap", "run", "tiny:train", *flags, "-y"],
                       cwd=os.path.join(FIXTURES, "guild", "project"), env=environment, capture_output=True)
    study = harness.Study(sys.argv[1])
    study.run("import", "guild", home)
    runs = {run["seed"]: run for run in study.runs().values()}
    harness.check_equal({seed: run["status"] for seed, run in sorted(runs.items())},
                        {0: "failed", 3: "finished", 4: "finished"}, "status")
    for seed, run in runs.items():
        harness.check_equal(run["method"], "tiny:train", "method")
        harness.check_curve(run, "loss", [0, 1, 2, 3], [single(0.6931471805599453), math.nan, math.inf, 0.25])
        harness.check_equal(run["exit_code"], 1 if seed == 0 else 0, "exit code")
    harness.check_equal(runs[3]["params"], {"end": "normal", "lr": 1e-05, "name": "sgd", "nesterov": False, "seed": 3},
                        "params")
    again = study.run("import", "guild", home).stderr
    assert "0 runs added, 3 were there already" in again, again
print(f"guildai {guild.__version__}")
