"""What a key costs: moving, filtering, opening a form, writing; and the longest that none is answered."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench.sample import PASSPHRASE, PYTHON, Listed, Sample
from bench.starting import ENTER, at_today
from bench.table import Figure, Trial
from bench.terminal import SIZE, Area, Program

DOWN, RIGHT, PAGE_DOWN, HOME, END = "\x1b[B", "\x1b[C", "\x1b[6~", "\x1b[1;5H", "\x1b[1;5F"
BACKSPACE, ESCAPE = "\x7f", "\x1b"
ASK = "h"
"""What opens the form that records a review, and the rival's dialog."""
CASELOAD, PAPERWORK = "2", "6"
TICK, UNDO = "x", "u"
"""What ticks a paper off, and changes a cell of the rival's list with a message; and takes the tick back."""
RATED = ("r", "g", ENTER)
WEEKS = (END, PAGE_DOWN, RIGHT, HOME)
"""What opens the last group of Today, which folds to what a screen holds; then back to the first row."""
TIMES = 20
"""How often a key is pressed in one start; the median is taken."""
LETTERS = "bfjmpqsy"
"""Some that stand in most rows, some in few; with each the head of the list becomes another."""
PACE = 1 / 30
"""Seconds between the keys of someone who types fast, or holds one down."""

LIST = Area(range(3, 36), range(60))
"""Where the program and its rival both show their list; right of it the program shows the child."""
FOOT = Area(range(32, 33), range(60))
"""A line far down in the list: pictures are painted from the top, so when this is new all of it is."""


def moves(sample: Sample) -> Iterator[Trial]:
    """Cursor and page on each list, against as many rows in a DataTable."""
    yield moving(sample, "Today", sample.weeks, WEEKS)
    yield moving(sample, "Caseload", sample.caseload, [CASELOAD])


def moving(sample: Sample, name: str, listed: Listed, way: Sequence[str]) -> Trial:
    """`way`: the keys that lead from Today as it opens to the rows that are listed."""

    def ours() -> tuple[float, float]:
        with at_today(sample) as program:
            program.press_each(*way)
            program.rest()
            return moved(program, listed.rows)

    def theirs() -> tuple[float, float]:
        with at_rival(listed) as program:
            return moved(program, listed.rows)

    rival = f"DataTable, {listed.rows:,} rows"
    figures = (
        Figure(f"cursor down on {name}, {sample.children:,} children", rival, 1.0),
        Figure(f"page down on {name}, {sample.children:,} children", rival, 0.5),
    )
    return Trial(figures, ours, theirs)


@contextmanager
def at_rival(listed: Listed) -> Iterator[Program]:
    with Program([PYTHON, "-m", "bench.datatable", str(listed.path)]) as program:
        program.shown(listed.first)
        program.rest()
        yield program


def moved(program: Program, rows: int) -> tuple[float, float]:
    """The time from a key to the changed list: for a line, and for a page that was not shown before.

    A page shown again costs DataTable a quarter, for it keeps what it painted; few look at a page twice.
    130 rows have two such pages: a collection of garbage in one must not decide, so the median is the lower one.
    """
    down = statistics.median(stepped(program) for _ in range(TIMES))
    program.press_each(HOME, PAGE_DOWN)  # the first page down brings the cursor to the foot of what is shown already
    whole = rows // SIZE[1] - 1
    return down, statistics.median_low(program.changed(FOOT, PAGE_DOWN) for _ in range(min(TIMES, whole)))


def stepped(program: Program) -> float:
    """The time of one step of a cursor that rests: a key pressed sooner may meet the child beside it being drawn."""
    program.rest()
    return program.changed(LIST, DOWN)


def filtering(sample: Sample, listed: Listed) -> Trial:
    def ours() -> Sequence[float]:
        with at_today(sample) as program:
            return [filtered(program)]

    def theirs() -> Sequence[float]:
        with at_rival(listed) as program:
            return [filtered(program)]

    figure = Figure(f"a filter letter on Today, {sample.children:,} children", f"DataTable, {listed.rows:,} rows", 0.5)
    return Trial([figure], ours, theirs)


def filtered(program: Program) -> float:
    """The time from a letter in the filter to the list of what contains it, each time from the whole list."""
    times = []
    for letter in LETTERS:
        program.press_each(HOME, "/")
        times.append(program.changed(LIST, letter))
        program.press_each(BACKSPACE, ENTER)
    return statistics.median(times)


def asking(sample: Sample) -> Trial:
    """The longest form there is, that of a review held, against a dialog of a head, three fields and a foot."""

    def ours() -> Sequence[float]:
        with at_today(sample) as program:
            program.press_each(CASELOAD)
            return [asked(program, "To say: RAG")]

    def theirs() -> Sequence[float]:
        with at_rival(sample.caseload) as program:
            return [asked(program, "A foot")]

    return Trial([Figure("`h` to its form, 130 children", "a dialog of five widgets", 2.0)], ours, theirs)


def asked(program: Program, foot: str) -> float:
    """The time from the key to the last line of what it opens, again and again in one start."""
    times = []
    for _ in range(TIMES // 2):
        program.rest()
        program.press(ASK)
        times.append(program.shown(foot))
        program.settle()
        program.press_each(ESCAPE)
    return statistics.median(times)


def writing(sample: Sample) -> Trial:
    """A paper ticked off, and a child rated: from the last key to the list redrawn, in the middle and of one in twenty.

    The rival changes a cell, tells so, and keeps nothing.
    """

    def ours() -> Sequence[float]:
        with at_today(sample) as program:
            program.press_each(PAPERWORK)
            ticked = written(program, TICK)
            program.press_each(CASELOAD)
            return [*ticked, *written(program, *RATED)]

    def theirs() -> Sequence[float]:
        with at_rival(sample.caseload) as program:
            median, _ = written(program, TICK, undo="")
            return [median] * 4

    return Trial(
        [
            Figure(f"{keys} to the list redrawn{which}, {sample.children:,} children", "a cell and a message", most)
            for keys in ("`x`", "`r g Enter`")
            for which, most in (("", 1.8), (", one in twenty", 2.5))
        ],
        ours,
        theirs,
    )


def written(program: Program, *keys: str, undo: str = UNDO) -> tuple[float, float]:
    """The time from the last of some keys to the list redrawn, each taken back: the median, and of one in twenty."""
    times = []
    *before, last = keys
    for _ in range(TIMES):
        program.press_each(*before)
        program.rest()
        times.append(program.redrawn(LIST, last))
        program.press_each(*undo)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def longest_block(sample: Sample) -> float:
    """The longest that nothing could be answered, from the first picture through unlocking to the lists.

    The passphrase is typed while the program still loads, the key is derived, as in earnest, and someone who cannot
    wait presses keys all the while.
    """
    blocks = sample.folder / "blocks"
    with sample.iro(blocks=blocks) as program:
        program.shown("Passphrase")
        program.type([*PASSPHRASE, ENTER], PACE)
        program.type([DOWN] * 30, PACE)
        program.shown("DIARY")
        program.type([CASELOAD, *[DOWN] * 30], PACE)
        program.rest()
    return float(blocks.read_text("ascii"))
