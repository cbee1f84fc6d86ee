"""The cases: what the program does and what its rival does, each in a start of its own."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench import grown, handed, lists, returns
from bench.sample import PASSPHRASE, PYTHON, Listed, Sample
from bench.table import Figure
from bench.terminal import SIZE, Area, Program
from iro_tui.caseload.caseload import Caseload
from iro_tui.store import tables
from iro_tui.store.engine import reading

Measure = Callable[[], Sequence[float]]

DOWN, RIGHT, PAGE_DOWN, HOME, END = "\x1b[B", "\x1b[C", "\x1b[6~", "\x1b[1;5H", "\x1b[1;5F"
ENTER, BACKSPACE, ESCAPE = "\r", "\x7f", "\x1b"
ASK = "h"
"""What opens the form that records a review, and the rival's dialog."""
CASELOAD = "2"
WEEKS = (END, PAGE_DOWN, RIGHT, HOME)
"""What opens the last group of Today, which folds to what a screen holds; then back to the first row."""
TIMES = 20
"""How often a key is pressed in one start; the median is taken."""
LETTERS = "bfjmpqsy"
"""Some that stand in most rows, some in few; with each the head of the list becomes another."""
PACE = 1 / 30
"""Seconds between the keys of someone who types fast, or holds one down."""
BLOCK = 0.05
"""Seconds for which the screens may be blocked while something loads."""

LIST = Area(range(3, 36), range(60))
"""Where the program and its rival both show their list; right of it the program shows the child."""
FOOT = Area(range(32, 33), range(60))
"""A line far down in the list: pictures are painted from the top, so when this is new all of it is."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures that come of one go of the program and one of its rival."""

    figures: Sequence[Figure]
    ours: Measure
    theirs: Measure

    def run(self) -> Iterator[float]:
        """The ratio of each figure."""
        return (mine / other for mine, other in zip(self.ours(), self.theirs(), strict=True))


def trials(folder: Path) -> Iterator[Trial]:
    """Every trial there is, over stores made in a folder."""
    small, team, large = (Sample.make(folder / str(children), children) for children in (130, 700, 2675))
    yield Trial(
        (
            Figure("start to the first picture", "hello", 0.5),
            Figure("Enter there to Today, 130 children", "hello", 0.45),
            Figure("peak memory with Today, 130 children", "hello", 2.1),
        ),
        lambda: opened(small),
        lambda: [hello()[n] for n in (0, 0, 1)],
    )
    yield Trial(
        (Figure("Enter there to Today, 2,675 children", "hello", 1.5),),
        lambda: opened(large)[1:2],
        lambda: hello()[:1],
    )
    for sample in (small, large):
        yield from moves(sample)
    yield filtering(team, team.today)
    yield asking(small)
    yield Trial(
        (Figure("longest block of the screens while 2,675 children load", "50 ms", 1.0),),
        lambda: [longest_block(large)],
        lambda: [BLOCK],
    )
    yield Trial(
        (Figure("duties of 2,675 children", "reading their rows", 3.0),),
        lambda: [duties(large)],
        lambda: [rows_read(large)],
    )
    yield Trial(
        (Figure("duties a child, 2,675 children", "of 130 children", 1.3),),
        lambda: [duties(large) / large.children],
        lambda: [duties(small) / small.children],
    )
    service = Sample.make(folder / "service", 1800)
    yield Trial(
        (Figure("the figures of a year, 1,800 children", "reading their rows", 5.0),),
        lambda: [year_counted(service)],
        lambda: [rows_read(service)],
    )
    yield Trial(
        (Figure("`iro today`, 130 children", "import sqlmodel", 0.5),),
        lambda: [printed(small)],
        lambda: [imported()],
    )
    yearly = returns.write(folder / "returns", 2675)
    yield Trial(
        # Beside reading each year is shown, backed up, proved and journalled; and what SQLCipher lets go of is wiped.
        (Figure("five yearly returns of 2,675 children brought in", "reading them", 18.0),),
        lambda: [returns.brought_in(yearly)],
        lambda: [returns.read(yearly)],
    )
    workbook = lists.write(folder / "annex", 2675)
    yield Trial(
        (
            Figure("Annex A of 2,675 children, shown what it changes", "openpyxl alone", 5.0),
            Figure("Annex A of 2,675 children, brought in", "openpyxl alone", 5.0),
        ),
        lambda: lists.brought_in(workbook),
        lambda: [lists.read(workbook)] * 2,
    )
    tracker = lists.write_tracker(folder / "tracker", 2675)
    yield Trial(
        # Each row is read as a form would read it, and planned; nothing else is worked out of it.
        (Figure("a tracker of 2,675 rows, each shown as it is understood", "its cells alone", 20.0),),
        lambda: [lists.understood(tracker)],
        lambda: [lists.told(tracker)],
    )
    parcel = handed.Parcel(Sample.make(folder / "handed", 70))
    yield Trial(
        (Figure("70 children sealed into a file for a colleague", "zlib over the same text", 5.0),),
        lambda: [parcel.sealed()],
        lambda: [parcel.packed()],
    )
    taking = handed.Taking.make(folder / "taken in", 70)
    yield Trial(
        (Figure("longest block of the screens while 70 children are taken in", "50 ms", 1.0),),
        lambda: [taking.blocked()],
        lambda: [BLOCK],
    )
    first, later = (Sample.make(folder / name, 130) for name in ("first day", "five years"))
    grown.grow(later)
    yield Trial(
        (
            Figure("an act and its undo after 25,000 actions", "on the first day", 1.3),
            Figure("lists after 25,000 actions", "on the first day", 1.3),
        ),
        lambda: (grown.acted(later), grown.looked(later)),
        lambda: (grown.acted(first), grown.looked(first)),
    )
    lived = grown.live(Sample.make(folder / "lived", 130))
    yield Trial(
        (Figure("reading all after 25,000 contacts, ratings and decisions", "on the first day", 1.3),),
        lambda: [grown.read_whole(lived)],
        lambda: [grown.read_whole(first)],
    )
    again = Sample.make(folder / "again", 700)
    whole = grown.size(again)
    yield Trial(
        (Figure("file of 700 children, undone and redone twice a round", "as brought in", 1.1),),
        lambda: [grown.turned(again)],
        lambda: [whole],
    )
    if shutil.which("vd"):
        yield from (visiting(sample) for sample in (small, large))


def remarks() -> Iterator[str]:
    """Which rivals these were, and what cannot be measured here."""
    rivals = ", ".join(f"{name} {version(name)}" for name in ("textual", "sqlmodel", "sqlalchemy", "openpyxl"))
    yield f"Rivals: {rivals}."
    if vd := shutil.which("vd"):
        yield f"{subprocess.run([vd, '--version'], capture_output=True, text=True, check=False).stdout.strip()}."
    else:
        yield "Not measured: VisiData over the same rows; its `vd` is not installed."


# Starting


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


# Moving


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
def at_today(sample: Sample) -> Iterator[Program]:
    with sample.iro() as program:
        program.shown("Passphrase")
        unlock(program)
        program.rest()
        yield program


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
    down = statistics.median(program.changed(LIST, DOWN) for _ in range(TIMES))
    program.press_each(HOME, PAGE_DOWN)  # the first page down brings the cursor to the foot of what is shown already
    whole = rows // SIZE[1] - 1
    return down, statistics.median_low(program.changed(FOOT, PAGE_DOWN) for _ in range(min(TIMES, whole)))


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


# Deriving


def duties(sample: Sample) -> float:
    """The time to derive every duty."""
    with reading(sample.session.engine) as connection:
        fresh = Caseload.read(connection, sample.session.practice, sample.session.today)
        return timed(lambda: fresh.duties)


def year_counted(sample: Sample) -> float:
    """The time to read what the figures rest on beside the cases, and to count every figure of a year."""
    from iro_tui.figures import Period, figures_of
    from iro_tui.figures.reading import service_of

    session = sample.session
    session.caseload()
    period = Period.of("year", session.today)
    return timed(lambda: figures_of(period, session.query(service_of)))


def rows_read(sample: Sample) -> float:
    """The time to read the rows that duties are derived from, through sqlmodel Core."""
    models: Sequence[type[tables.Kept]] = (
        tables.ChildRow,
        tables.CarePeriodRow,
        tables.LegalStatusRow,
        tables.PlacementRow,
        tables.ReviewRow,
        tables.RatingRow,
        tables.MidpointCheckRow,
        tables.DecisionRow,
        tables.EscalationRow,
        tables.EscalationStepRow,
        tables.ContactRow,
        tables.TaskRow,
        tables.ConferenceRow,
        tables.ProtectionPlanRow,
        tables.CourtDateRow,
        tables.AllocationRow,
        tables.EarlyReviewRow,
    )
    with reading(sample.session.engine) as connection:
        return timed(lambda: [connection.execute(tables.table_of(model).select()).all() for model in models])


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


# VisiData


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
