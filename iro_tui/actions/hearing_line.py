"""A hearing as it is typed in one line, `what; day, time, place; filing; panel`, and how that line is understood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.actions.checks import too_far
from iro_tui.actions.questions import AnswersSoFar, typed_day
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.calendar import WorkingCalendar
from iro_tui.domain.protection import HEARINGS, OTHER
from iro_tui.domain.typed_booking import TypedBooking, read_booking
from iro_tui.domain.typed_day import NotADay, typed
from iro_tui.domain.words import day_words, heading, off_words

if TYPE_CHECKING:
    from iro_tui.domain.beside import CourtDate

FORM = "what; day, time, place; filing; panel"
_SHORT = {"cmh": "case_management", "cmc": "case_management", "irh": "issues", "fh": "final"}
"""What people write in place of a kind's words."""


class TypedHearing(NamedTuple):
    """A hearing, and what goes before it."""

    kind: str
    what: str
    on: TypedBooking
    filing: date | None = None
    panel: date | None = None


def kind_of(words: str) -> str:
    """The kind that words mean, also shortened: `final`, `issues resolution`, `IRH`; `other` where they mean none."""
    bare = " ".join(words.casefold().split()).removesuffix(" hearing")
    fits = [kind for kind, name in HEARINGS.items() if bare and name.startswith(bare)]
    return _SHORT.get(bare) or (fits[0] if len(fits) == 1 else OTHER)


def read_hearing(line: str, today: date, office: WorkingCalendar) -> TypedHearing | None:
    """The hearing of a line; None for an empty one. Raises Refused: no day, or one that is none or cannot be meant."""
    if not line.strip():
        return None
    what, day, filing, panel, *more = (part.strip() for part in f"{line};;;".split(";"))
    if any(more) or not (what and day):
        raise Refused(f"A hearing is {FORM}: final; 2/3 10:00 Wendle; 23/2. Its day is needed, the rest if known.")
    try:
        on = read_booking(day, today, office)
    except NotADay as wrong:
        raise Refused(str(wrong)) from None
    before = typed_day(filing, today, office), typed_day(panel, today, office)
    if far := next((far for each in (on.day, *before) if each and (far := too_far(each, today))), ""):
        raise Refused(f"Hearing: {far}")
    require_order(on.day, *before)
    kind = kind_of(what)
    return TypedHearing(kind, what if kind == OTHER else heading(HEARINGS[kind]), on, *before)


def files(so_far: AnswersSoFar) -> bool:
    """Whether papers are filed for it, by the answers so far: only then a panel before that is asked for."""
    return bool(so_far.get("filing"))


def require_order(day: date, filing: date | None, panel: date | None) -> None:
    """Raises Refused, naming the question: papers filed after the hearing, a panel after the filing."""
    if filing and filing > day:
        raise Refused("Papers are filed before the hearing: give an earlier day.", question="filing")
    if panel and filing is None:
        raise Refused("A panel comes before a filing: give the day of that too.", question="filing")
    if panel and filing and panel > filing:
        raise Refused("The panel comes before the filing: give an earlier day.", question="panel")


def hearing_means(line: str, today: date, office: WorkingCalendar) -> str:
    """How a line is understood, with its real days. Raises Refused."""
    if line.startswith(TOOK_PLACE) or (made := read_hearing(line, today, office)) is None:
        return ""
    off = off_words(made.on.day, office)
    days = (("filing", made.filing), ("panel", made.panel))
    before = [f"{name} {day_words(on, today)}" for name, on in days if on]
    return " · ".join([made.what, f"{made.on.words(today)}{off}", *before])


TOOK_PLACE = "✓"
"""How a line begins that only says what took place."""


def written(court: CourtDate, today: date) -> str:
    """A hearing on record as its line."""
    what = court.what.replace(";", ",")
    if court.done_on:
        return f"{TOOK_PLACE} {what}, {day_words(court.done_on, today)}"
    on = " ".join(filter(None, (typed(court.on), court.time, court.place.replace(";", ","))))
    return "; ".join([what, on, typed(court.filing_on), typed(court.panel_on)]).rstrip("; ")
