"""Writes the cross-validated accuracies as JSON lines: `make_runs.py SHARED_DATA`.

Ten times ten folds: the number of the repetition is the seed. The name `credit` stands for two data sets and is left out.
"""
import json
import sys
from collections import Counter
from pathlib import Path

lines = [line.split() for line in
         (Path(sys.argv[1]) / "classifiers_uci_10x10cv/accuracies.txt").read_text().splitlines() if line.strip()]
times = Counter(words[0] for words in lines if len(words) > 1)
classifiers = sum(len(words) == 1 for words in lines)
method = ""
for words in lines:
    if len(words) == 1:
        method = words[0]
    elif times[words[0]] == classifiers:
        for i, value in enumerate(words[1:]):
            print(json.dumps({"method": method, "dataset": words[0], "seed": i // 10, "fold": i % 10,
                              "results": {"accuracy": float(value)}}))
