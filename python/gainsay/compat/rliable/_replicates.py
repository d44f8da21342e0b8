"""What stands for all bootstrap replicates of scores at once, while a function of scores says what it wants of them."""
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

Array = NDArray[numpy.float64]


class Draws(NamedTuple):
    """How replicates are drawn and which interval is made of them."""
    reps: int
    confidence: float
    seed: int
    task_bootstrap: bool


@dataclass(frozen=True)
class Asked:
    """An aggregate of the replicates: its interval, once the draws are known. No tuple, so that an array can hold it."""
    interval: Callable[[Draws], tuple[float, float]]


class Replicates:
    """Stands for the replicates of one score array. It is no array: a function that computes with it fails, and is then
    called on each replicate."""

    def __init__(self, scores: Array) -> None:
        self.scores = scores


def asked(func: Callable[..., object], parts: Sequence[Array]) -> list[Asked] | None:
    """The aggregates that `func` is made of, in their order; None where it does more than ask for aggregates."""
    try:
        answer = func(*(Replicates(part) for part in parts))
    except Exception:  # whatever a function of arrays raises when it is given none
        return None
    answers = [answer] if isinstance(answer, Asked) else answer
    if isinstance(answers, numpy.ndarray):
        answers = answers.tolist() if answers.ndim else [answers.item()]
    if isinstance(answers, list) and answers and all(isinstance(one, Asked) for one in answers):
        return answers
    return None
