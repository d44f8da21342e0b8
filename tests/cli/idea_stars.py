#!/usr/bin/env python3
"""Records the studies of examples/ideas/ and holds their value cards against the table and the output in the README there.

    idea_stars.py GAINSAY SOURCE_FOLDER             compare
    idea_stars.py GAINSAY SOURCE_FOLDER --collect   write what is printed now into the README's block of output
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

IDEAS = ["loss-tweak", "vit-protein", "gnn-traffic", "convergence-theory"]


def span(low, high):
    return str(low) if low == high else f"{low} to {high}"


def stars(card):
    low, high = card["value"]["low"]["stars"], card["value"]["high"]["stars"]
    return str(card["stars"]) if low == high else f"{card['stars']} ({low} to {high})"


def expected_rows(readme):
    rows = {}
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in IDEAS and len(cells) == 5:
            rows[cells[0]] = cells[1:]
    return rows


def found_rows(cards):
    return {card["study"]: [*(span(factor["low"], factor["high"]) for factor in card["factors"]), stars(card)]
            for card in cards}


def main():
    gainsay, readme = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]) / "examples/ideas/README.md"
    text = readme.read_text()
    with tempfile.TemporaryDirectory(prefix="gainsay-ideas-") as folder:
        environment = dict(os.environ, GAINSAY=gainsay, COLUMNS="80")
        subprocess.run([readme.parent / "record", folder], env=environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        shown = subprocess.run([gainsay, "value", *IDEAS], cwd=folder, env=environment, check=True, capture_output=True,
                               text=True).stdout
        cards = json.loads(subprocess.run([gainsay, "value", *IDEAS, "--format", "json"], cwd=folder, check=True,
                                          capture_output=True).stdout)["cards"]
    if "--collect" in sys.argv:
        readme.write_text(re.sub(r"```\n.*?```", lambda _: f"```\n{shown}```", text, count=1, flags=re.S))
        return 0
    expected, found = expected_rows(text), found_rows(cards)
    for idea in IDEAS:
        if expected.get(idea) != found.get(idea):
            print(f"{idea}: README says {expected.get(idea)}, the card says {found.get(idea)}")
    if f"```\n{shown}```" not in text:
        print(f"the output in the README is not what is printed now:\n{shown}")
        return 1
    return 0 if expected == found else 1


if __name__ == "__main__":
    sys.exit(main())
