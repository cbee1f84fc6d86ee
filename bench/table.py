"""What was measured, as a table in Markdown."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Figure:
    """What is measured against what, the ratio of every round, and what their median should not exceed."""

    name: str
    against: str
    target: float
    ratios: list[float] = field(default_factory=list)

    def line(self) -> str:
        median = statistics.median(self.ratios)
        spread = f"{min(self.ratios):.2f}–{max(self.ratios):.2f}"
        verdict = "ok" if median <= self.target else "short"
        return f"| {self.name} | {self.against} | {median:.2f} | {spread} | {self.target:g} | {verdict} |"


Measure = Callable[[], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures that come of one go of the program and one of its rival."""

    figures: Sequence[Figure]
    ours: Measure
    theirs: Measure

    def run(self) -> Iterator[float]:
        """The ratio of each figure."""
        return (mine / other for mine, other in zip(self.ours(), self.theirs(), strict=True))


def table(figures: Iterable[Figure], remarks: Iterable[str], rounds: int) -> str:
    """The table, what is to be remarked, and where it was measured."""
    machine = f"{platform.system()} {platform.release()} on {platform.machine()}, {os.cpu_count()} cores"
    return "\n".join(
        [
            "| what | against | ratio | range | at most | |",
            "| --- | --- | ---: | ---: | ---: | --- |",
            *(figure.line() for figure in figures if figure.ratios),
            "",
            *(f"{remark}\n" for remark in remarks),
            f"Python {platform.python_version()}, {machine}, rounds: {rounds}; medians of the rounds, and their range.",
        ]
    )
