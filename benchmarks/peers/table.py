"""The table of results.md, from what run.py has seen."""


def seconds(value):
    if value < 1e-6:
        return f"{value * 1e9:.0f} ns"
    if value < 1e-3:
        return f"{value * 1e6:.3g} us"
    return f"{value * 1e3:.3g} ms" if value < 1 else f"{value:.3g} s"


def _span(values):
    low, high = min(values), max(values)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _killed(cell):
    """Lost points, and how many calls had returned: the tools differ in how far they come in a second."""
    return f"{_span(cell['lost'])} of {_span(cell['acknowledged'])}"


def _drain(cell):
    return f"{seconds(cell['drain_s'])}{'' if cell['calls'] >= 10_000 else ' ({:,} points)'.format(cell['calls'])}"


def _odd(cell):
    kept = cell["cases"] - len(cell["changed"])
    return f"{kept} of {cell['cases']}" + (f"; not {', '.join(cell['changed'])}" if cell["changed"] else "")


def _writers(cell):
    text = f"{seconds(cell['seconds'])}; lost {_span(cell['lost'])}"
    return text + (f"; {cell['failed_processes']} processes failed" if cell["failed_processes"] else "")


ROWS = [
    ("start + one value, as a process", "process", lambda cell: seconds(cell["seconds"])),
    ("one scalar a call", "call", lambda cell: seconds(cell["ns"] / 1e9)),
    ("... mean of all calls", "call", lambda cell: seconds(cell["mean_ns"] / 1e9)),
    ("ten scalars a call", "call_ten", lambda cell: seconds(cell["ns"] / 1e9)),
    ("drain: end, and ready to be read, after 10,000 points", "call", _drain),
    ("bytes a point, real curves, whole store", "size", lambda cell: f"{cell['bytes_a_point']:.1f}"),
    ("... further points of these curves", "size", lambda cell: f"{cell['bytes_a_further_point']:.1f}"),
    ("bytes a point, one curve of 100,000", "read", lambda cell: f"{cell['bytes_a_point']:.1f}"),
    ("`kill -9` of a tight loop: points lost", "kill", _killed),
    ("forked child that ends by `_exit`: points lost of 120", "fork", lambda cell: _span(cell["lost"])),
    ("odd values and steps that come back bit for bit", "odd", _odd),
    ("16 writers of 200 points, in a store that exists", "writers", _writers),
    ("16 writers of 200 points, in a new store", "writers_new", _writers),
    ("read a curve of 100,000 points", "read", lambda cell: seconds(cell["seconds"])),
    ("list 1,000 runs with 10 metrics", "runs", lambda cell: seconds(cell["seconds"])),
]


def markdown(results):
    """results: {peer: {"title", "version", "cells": {work: figures or {"failed": why}}}}."""
    lines = [f"| work | {' | '.join(peer['title'] for peer in results.values())} |", "|---" * (len(results) + 1) + "|",
             f"| version | {' | '.join(peer['version'] for peer in results.values())} |"]
    for title, work, shown in ROWS:
        cells = []
        for peer in results.values():
            cell = peer["cells"].get(work)
            cells.append("" if cell is None else f"({cell['failed']})".replace("|", "/") if "failed" in cell else shown(cell))
        if any(cells):
            lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
