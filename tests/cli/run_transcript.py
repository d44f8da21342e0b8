#!/usr/bin/env python3
"""Runs the commands of a transcript in an empty folder and compares everything that they print, word for word.

A transcript is lines of `$ command`, each followed by what it prints (stdout and stderr together) and, where the exit
code is not 0, by `[exit N]`. Lines that begin with `> ` continue the command above (a here-document). Text before the
first command explains. What differs from one run to the next is replaced before the comparison: run ids by <ID>, times
by <TIME>, the folder by <DIR>, SHA-256 by <HASH>.

    run_transcript.py GAINSAY FILE             compare
    run_transcript.py GAINSAY FILE --collect   write what is printed now into the file
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

REPLACEMENTS = [
    (re.compile(r"\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b"), "<ID>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?Z?)?"), "<TIME>"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "<HASH>"),
]


def parse(text):
    """The explanation and the commands: [command, ...]."""
    explanation, commands = [], []
    for line in text.splitlines():
        if line.startswith("$ "):
            commands.append(line[2:])
        elif line.startswith("> ") and commands and commands[-1].find("<<") >= 0 and not commands[-1].endswith("\nEOF"):
            commands[-1] += "\n" + line[2:]
        elif not commands:
            explanation.append(line)
    return explanation, commands


def run(command, folder, gainsay):
    environment = {
        "PATH": f"{gainsay.parent}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8", "COLUMNS": "80",
        "TZ": "UTC", "FIXTURES": str(Path(__file__).resolve().parents[2] / "fixtures"),
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
    }
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    output = done.stdout.decode("utf-8", "backslashreplace").replace(str(folder), "<DIR>")
    for pattern, replacement in REPLACEMENTS:
        output = pattern.sub(replacement, output)
    return output, done.returncode


def transcript(explanation, commands, gainsay):
    lines = list(explanation)
    with tempfile.TemporaryDirectory(prefix="gainsay-transcript-") as name:
        folder = Path(name) / "work"
        folder.mkdir()
        for command in commands:
            first, *rest = command.split("\n")
            lines.append("$ " + first)
            lines.extend("> " + line for line in rest)
            output, code = run(command, folder, gainsay)
            lines.extend(line.rstrip("\n") for line in output.splitlines())
            if code != 0:
                lines.append(f"[exit {code}]")
    return lines


def main():
    gainsay, file = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    expected = file.read_text().splitlines()
    explanation, commands = parse(file.read_text())
    actual = transcript(explanation, commands, gainsay)
    if "--collect" in sys.argv:
        file.write_text("\n".join(actual) + "\n")
        return 0
    if actual == expected:
        return 0
    sys.stdout.write("\n".join(difflib.unified_diff(expected, actual, str(file), "what is printed now", lineterm="")))
    print(f"\nWhere the new output is right: tests/cli/run_transcript.py {gainsay} {file} --collect")
    return 1


if __name__ == "__main__":
    sys.exit(main())
