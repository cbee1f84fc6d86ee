"""Text about a child to copy into the council's own system: dated, in the third person, never with the name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.caseload.caseload import Caseload
from iro_tui.caseload.refusals import Refused
from iro_tui.domain.case import Case
from iro_tui.domain.duty import Duty
from iro_tui.domain.footprint import alone_words
from iro_tui.domain.rag import current, trail
from iro_tui.domain.review_clock import NextReview
from iro_tui.domain.words import amount_words, day_words
from iro_tui.store import reads
from iro_tui.store.connection import Connection


def case_note(connection: Connection, caseload: Caseload, child_id: str, duty_id: str = "") -> str:
    """What a duty asks, or without one how the case stands: next review, RAG and last contact, in plain sentences.

    Raises Refused: a row about no child, a child or a duty that is not there any more.
    """
    caseload.require_children([child_id])
    caseload = caseload.whole(connection, [child_id])
    child, case, view = caseload.children[child_id], caseload.cases[child_id], caseload.on_day.get(child_id)
    duty = _duty(caseload, child_id, duty_id) if duty_id else None
    who = f"{child.ref} ({child.initials})" if child.initials else child.ref
    lines = [f"IRO note of {_dated(caseload.today)} about {who}."]
    if duty:
        lines.append(" ".join(_asked(duty)))
    if view and view.next_review:
        lines.append(" ".join(_review(view.next_review, limit_known=duty is not None and duty.is_review)))
    lines += [_rag(case), _contact(reads.read_contacts(connection, child_id, caseload.today))]
    return "\n".join(lines) + "\n"


def _duty(caseload: Caseload, child_id: str, duty_id: str) -> Duty:
    for duty in caseload.duties.get(child_id, ()):
        if duty.id == duty_id:
            return duty
    raise Refused("What was chosen is not asked any more: look at the list again.")


def _dated(day: date) -> str:
    """A date with its year: the note is read in other years too."""
    return day_words(day, date.min)


def _asked(duty: Duty) -> Iterator[str]:
    """What is asked, by when, on whose authority."""
    yield f"{duty.what}: due by {_dated(duty.due)}, {_distance(duty)} (authority: {duty.authority})."
    if duty.note and not duty.is_review:
        yield f"{duty.note.removesuffix('.')}."


def _distance(duty: Duty) -> str:
    """How far off the day is, spelled out."""
    if duty.days == 0:
        return "today"
    amount = (
        amount_words(abs(duty.working_days), "working days")
        if duty.working_days
        else amount_words(abs(duty.days), "days")
    )
    return f"{amount} late" if duty.days < 0 else f"in {amount}"


def _review(upcoming: NextReview, *, limit_known: bool) -> Iterator[str]:
    """The next review's limit, unless it is known already, and its booking."""
    if upcoming.unknown:
        yield "By when the next review is to be held is not known: what its limit runs from is not on record."
    elif not limit_known:
        yield f"The next review is to be held by {_dated(upcoming.limit)} ({upcoming.authority})."
    if upcoming.booked is None:
        yield "No day is booked for it."
    else:
        yield f"It is booked for {_dated(upcoming.booked)}{', beyond that limit' if upcoming.beyond_limit else ''}."


def _rag(case: Case) -> str:
    """The IRO's judgement now, and the ratings before it."""
    rating = current(case)
    if rating is None:
        return "The IRO has not rated the case yet."
    theme = f" ({rating.theme})" if rating.theme else ""
    before = trail(case)[:-1]
    earlier = f"; before that, oldest first: {', '.join(before)}" if before else ""
    return f"The IRO's rating is {rating.value}{theme}, given on {_dated(rating.rated_on)}{earlier}."


def _contact(contacts: list[reads.ContactRecord]) -> str:
    if not contacts:
        return "No contact of the IRO is on record."
    last = contacts[0]
    how = ", ".join(filter(None, (last.how, last.who, alone_words(last.how) if last.seen_alone else "")))
    return f"The IRO's last contact was on {_dated(last.on_day)}{f' ({how})' if how else ''}."
