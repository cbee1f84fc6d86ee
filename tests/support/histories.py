"""Made-up lives in care, and the returns that a council would make of them, year by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from tests.support.returns import make_return

BORN = "05/06/2012"
LEGAL = ("C2", "C1", "V2", "E1")
PLACES = ("U6", "U4", "K2", "A5", "T1")


@dataclass(frozen=True)
class Spell:
    """An episode: from, until (None: it goes on), why it began, legal status, placement."""

    start: date
    end: date | None
    new: str
    legal: str
    place: str
    reason: str


@dataclass(frozen=True)
class Life:
    """A child's episodes and reviews, in order."""

    ref: str
    spells: tuple[Spell, ...]
    reviews: tuple[date, ...]


@st.composite
def lives(draw: st.DrawFn, ref: str, first: date, last: date) -> Life:
    """Episodes one after the other, with an end of care and a new start here and there, and reviews within them."""
    cuts = sorted(draw(st.sets(st.dates(first, last), min_size=1, max_size=5)))
    spells: list[Spell] = []
    for at, start in enumerate(cuts):
        final = at == len(cuts) - 1
        begins = not spells or spells[-1].reason != "X1"
        goes = draw(st.sampled_from(("X1", "X1", "E4A")))
        end = None if final and draw(st.booleans()) else (last if final else cuts[at + 1])
        if end is not None and (goes != "X1" or final) and end - start > timedelta(3):
            goes, end = "E4A", end - timedelta(draw(st.integers(1, 3)))
        if end == start or (final and end is not None and goes == "X1"):
            end = None if final else end
        legal, place = draw(st.sampled_from(LEGAL)), draw(st.sampled_from(PLACES))
        new = "S" if begins else draw(st.sampled_from("LPBU"))
        spells.append(Spell(start, end, new, legal, place, goes if end else ""))
    days = draw(st.sets(st.dates(first, last), max_size=5))
    reviews = tuple(sorted(day for day in days if any(s.start < day and (not s.end or day < s.end) for s in spells)))
    return Life(ref, tuple(spells), reviews)


def return_of(folder: Path, told_lives: list[Life], start: date, end: date) -> Path:
    """The return of the time from `start` to `end`: who was in care then, as it stood on its last day."""
    heads, episodes, held = [], [], []
    for life in told_lives:
        inside = [s for s in life.spells if s.start <= end and (s.end is None or s.end >= start)]
        days = [day for day in life.reviews if start <= day <= end]
        if not inside:
            continue
        heads.append(f"{life.ref},M,{BORN},WBRI,,,")
        for spell in inside:
            ended = spell.end is not None and spell.end <= end
            close = f"{spell.end:%d/%m/%Y},{spell.reason},CARPL" if ended and spell.end else ",,"
            episodes.append(
                f"{life.ref},{spell.start:%d/%m/%Y},{spell.new},{spell.legal},N1,{spell.place},PR1,{close},,,"
            )
        held += [f"{life.ref},{BORN},{day:%d/%m/%Y},PN1" for day in days]
    tables = ("\n".join(rows) + "\n" if rows else "" for rows in (heads, episodes, held))
    folder.parent.mkdir(exist_ok=True)
    made = make_return(folder, *tables)
    if not held:
        (folder / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n")
    return made
