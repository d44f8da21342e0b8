"""Files made afresh by the scripts that made the fixtures, fixtures/imports/<tool>/make.py, and imported."""

import os
import subprocess
import sys
import tempfile

import harness

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "fixtures", "imports")


class Made:
    """What a tool wrote into a folder of its own, and the study that it was imported into."""

    def __init__(self, binary, tool, format, calls=((),)):
        """calls: the further arguments of make.py, a call each."""
        self.temporary = tempfile.TemporaryDirectory(prefix="gainsay-made-", ignore_cleanup_errors=True)
        self.folder = self.temporary.name
        self.format = format
        for arguments in calls:
            self.make(tool, arguments)
        self.study = harness.Study(binary)
        self.notes = self.study.run("import", format, self.folder).stderr
        self.runs = self.study.runs()

    def make(self, tool, arguments):
        script = os.path.join(FIXTURES, tool, "make.py")
        done = subprocess.run([sys.executable, script, self.folder, *arguments], cwd=self.folder,
                              capture_output=True, text=True)
        assert done.returncode == 0, f"{script}: {done.stderr[-2000:]}"

    def check_again(self):
        """That importing the same files again adds nothing."""
        again = self.study.run("import", self.format, self.folder).stderr
        assert f"0 runs added, {len(self.runs)} were there already" in again, again

    def run_with(self, **fields):
        """The one run with these fields, such as seed=3."""
        found = [run for run in self.runs.values() if all(run.get(key) == fields[key] for key in fields)]
        assert len(found) == 1, f"{len(found)} runs with {fields}"
        return found[0]

    def check_note(self, part):
        assert part in self.notes, self.notes
