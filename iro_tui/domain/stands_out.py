"""What a mid-point check should look at in a case: only what differs from the ordinary, the gravest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from iro_tui.domain.calendar import birthday
from iro_tui.domain.case import Case
from iro_tui.domain.escalation import stage_now
from iro_tui.domain.practice import Practice
from iro_tui.domain.practice_sections import CAFCASS
from iro_tui.domain.rag import current
from iro_tui.domain.words import day_words, in_a_sentence

QUIET_DAYS = 42
"""Days without a contact of the IRO from which it is told: six weeks, a habit and no rule."""
NEAR_18_DAYS = 183
"""How long before the 18th birthday it is told."""
NOTHING = "nothing stands out"


def stands_out(
    case: Case, practice: Practice, today: date, asked: Collection[str] = (), worker_since: date | None = None
) -> tuple[str, ...]:
    """A few words each; where nothing stands out, that, and how long ago the last contact was.

    `asked` are the kinds of duties that the case asks now; `worker_since` is when the social worker of now took over.
    Source: domain reference 4.3.
    """
    items = tuple(_items(case, practice, today, asked, worker_since))
    if items:
        return items
    last = max(case.contacts, default=None)
    return (NOTHING, f"last contact {(today - last).days} d") if last else (NOTHING,)


def _items(
    case: Case, practice: Practice, today: date, asked: Collection[str], worker_since: date | None
) -> Iterator[str]:
    rating = current(case)
    if rating and rating.value != "green":
        yield f"{rating.value}: {rating.theme}" if rating.theme else rating.value
    for dispute in case.escalations:
        if dispute.closed_on is None:
            stage = stage_now(dispute, practice)
            named = stage.name if stage and stage.id == CAFCASS else in_a_sentence(stage.name) if stage else ""
            yield named or f"raised: {dispute.issue}"
    yield from _decisions(case, practice, today)
    last = max(case.contacts, default=None)
    if last is None:
        yield "no contact on record"
    elif (today - last).days >= QUIET_DAYS:
        yield f"no contact for {(today - last).days} d"
    held = case.last_held
    moved = sorted(placement.started for placement in case.placements if held and placement.started > held)
    if moved:
        yield f"moved {day_words(moved[-1], today)}" if len(moved) == 1 else f"{len(moved)} moves"
    if held and worker_since and worker_since > held:
        yield f"new worker since {day_words(worker_since, today)}"
    followed = [review for review in case.held_reviews if review.follow_record]
    if followed and followed[-1].held == held and followed[-1].report_on is None:
        yield "no report for the review"
    if "pathway_plan" in asked:
        yield "no pathway plan yet"
    eighteen = birthday(case.born, 18) if case.born else None
    if eighteen and 0 <= (eighteen - today).days <= NEAR_18_DAYS:
        yield f"18 on {day_words(eighteen, today)}"


def _decisions(case: Case, practice: Practice, today: date) -> Iterator[str]:
    """Those that are late, the only one by its words, and how many are open beside."""
    late = [decision for decision in case.open_decisions if decision.due and decision.due < today]
    if len(late) == 1 and late[0].due:
        yield f"{late[0].text} {practice.office.between(late[0].due, today)} wd late"
    elif late:
        yield f"{len(late)} decisions late"
    still = len(case.open_decisions) - len(late)
    if still:
        yield f"{still} {'decision' if still == 1 else 'decisions'} open"
