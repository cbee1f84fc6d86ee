"""The cases: what the program does and what its rival does, each in a start of its own."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import grown, handed, lists, returns
from bench.growth import growing
from bench.keys import asking, filtering, longest_block, moves, writing
from bench.sample import Sample
from bench.starting import hello, imported, opened, printed, visiting
from bench.table import Figure, Trial
from iro_tui.caseload.caseload import Caseload
from iro_tui.store import tables
from iro_tui.store.engine import reading

BLOCK = 0.05
"""Seconds for which the screens may be blocked while something loads."""


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
    yield writing(large)
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
    yield growing(folder / "growth")
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
