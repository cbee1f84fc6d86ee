"""What a start costs: to the first picture, from Enter to Today, and of a verb that prints; and what rivals take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench.sample import PASSPHRASE, PYTHON, Listed, Sample
from bench.table import Figure, Trial
from bench.terminal import Program

ENTER = "\r"


def hello() -> tuple[float, float]:
    """The time and the memory of an app that shows a word."""
    with Program([PYTHON, "-m", "bench.hello"]) as program:
        seconds = program.shown("Hello")
    return seconds, program.peak


def opened(sample: Sample) -> tuple[float, float, float]:
    """The time to the first picture, from Enter there to Today, and the memory held by then.

    Nobody types a passphrase before the program has loaded the rest behind its first picture; nor does this.
    """
    with sample.iro() as program:
        picture = program.shown("Passphrase")
        today = unlock(program)
        program.settle()
    return picture, today, program.peak


def unlock(program: Program) -> float:
    """The time from Enter to Today, once the passphrase stands and the program is idle."""
    program.rest()
    program.press(PASSPHRASE)
    program.rest()
    program.press(ENTER)
    return program.shown("DIARY")


def printed(sample: Sample) -> float:
    with sample.iro("--passphrase-file", str(sample.passphrase_file), "today") as program:
        return program.ended()


def imported() -> float:
    with Program([PYTHON, "-c", "import sqlmodel"]) as program:
        return program.ended()


@contextmanager
def at_today(sample: Sample) -> Iterator[Program]:
    with sample.iro() as program:
        program.shown("Passphrase")
        unlock(program)
        program.rest()
        yield program


def visiting(sample: Sample) -> Trial:
    """From the start to the first row: ours with Enter in between, VisiData straight into the same rows as CSV."""
    most = 0.6 if sample.children < 1000 else 1.0
    return Trial(
        [Figure(f"start and Enter to the first row, {sample.children:,} children", "VisiData", most)],
        lambda: [sum(opened(sample)[:2])],
        lambda: [visited(sample.today)],
    )


def visited(listed: Listed) -> float:
    with Program(["vd", "--nothing", str(listed.path)]) as program:
        return program.shown(listed.first)
